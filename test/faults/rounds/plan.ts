import { Dice } from './dice';

/** The services whose processes are killed and stand still, and whose clocks go wrong. */
export const killable = ['relay', 'readiness', 'housing', 'custody'] as const;
export type Killable = (typeof killable)[number];

/** One thing that is done to the readiness processes in a storm: to which of them is drawn, too. */
export interface Gust {
  readonly what: 'start' | 'kill' | 'pause';
  /** From 0 to 1: which of those that run then. */
  readonly which: number;
  /** Milliseconds until the next. */
  readonly then: number;
  /** How long one that is paused stands still. Milliseconds. */
  readonly stands: number;
}

/** What a receiver of webhooks does for a while. It has read what it is sent, each time. */
export const waysToFail = ['hangs', 'refuses', 'breaks off'] as const;
export type WayToFail = (typeof waysToFail)[number];

/** What a network does for a while: to what is said, to connections, to answers alone, to all that is said on connections that stay. */
export const waysToBeBad = ['is slow', 'drops connections', 'brings no answers', 'is half-open'] as const;
export type WayToBeBad = (typeof waysToBeBad)[number];
/** Between the services and it there is a network. */
export type Networked = 'PostgreSQL' | 'Kafka';

export type Fault =
  | { readonly kind: 'a service is killed'; readonly service: Killable }
  | { readonly kind: 'a service stands still'; readonly service: Killable; readonly stands: number }
  | { readonly kind: 'the broker is killed'; readonly away: number }
  | { readonly kind: 'the broker is restarted' }
  | { readonly kind: 'the broker stands still'; readonly away: number }
  | { readonly kind: 'PostgreSQL is killed' }
  | { readonly kind: 'PostgreSQL is restarted' }
  | { readonly kind: 'a process of PostgreSQL is killed' }
  | { readonly kind: 'a rebalance storm'; readonly gusts: readonly Gust[] }
  | { readonly kind: 'a clock goes wrong'; readonly service: Killable; readonly hours: number }
  | {
      readonly kind: 'a receiver hangs';
      readonly receiver: Receiver;
      readonly how: WayToFail;
      /** For how long. Milliseconds. */
      readonly away: number;
    }
  | { readonly kind: 'a network goes bad'; readonly to: Networked; readonly how: WayToBeBad; readonly lasts: number };

/** Each of the two councils has one. */
const receivers = ['first receiver', 'second receiver'] as const;
export type Receiver = (typeof receivers)[number];

/** What comes back by itself, after a while. */
export type Server = 'broker' | 'PostgreSQL' | Receiver | Killable | `network to ${Networked}`;

/** The server that it is done to, if it is one. */
export const serverOf = (fault: Fault): Server | undefined => {
  const { kind } = fault;
  if (kind === 'a receiver hangs') return fault.receiver;
  if (kind === 'a service stands still') return fault.service;
  if (kind === 'a network goes bad') return `network to ${fault.to}`;
  if (kind.includes('PostgreSQL')) return 'PostgreSQL';
  return kind.includes('broker') ? 'broker' : undefined;
};

/** A fault, and how long nothing new happens before it. Milliseconds. */
export interface Planned {
  readonly after: number;
  readonly fault: Fault;
}

/** From two hours on: less is hardly noticed. */
const fewestHours = 2;
/** A round is played from nine in the morning on: by a clock that is so wrong, it may be another day. */
const mostHours = 20;

const gusts = (dice: Dice): readonly Gust[] => {
  // Two more at least, so that there is somebody to lead what one that dies has led. No Kafka group of theirs has two members.
  const what = ['start', 'start', ...Array.from({ length: dice.between(4, 8) }, () => undefined)] as const;
  return what.map((given) => ({
    what: given ?? (['start', 'kill', 'pause', 'pause'] as const)[dice.between(0, 3)] ?? 'pause',
    which: dice.roll(),
    then: dice.between(50, 900),
    stands: dice.between(100, 2_500),
  }));
};

const wrongClock = (dice: Dice, service: Killable): Fault => ({
  kind: 'a clock goes wrong',
  service,
  hours: dice.between(fewestHours, mostHours) * (dice.roll() < 0.5 ? -1 : 1),
});

/**
 * Longer than a process waits for the database before it says that it leads nothing any more (2 s); often longer than its consumer
 * group waits for it (10 s). Milliseconds.
 */
const standsStill = (dice: Dice, service: Killable): Fault => ({
  kind: 'a service stands still',
  service,
  stands: dice.between(3_000, 12_000),
});

const badReceiver = (dice: Dice): Fault => ({
  kind: 'a receiver hangs',
  receiver: receivers[dice.between(0, 1)] ?? 'first receiver',
  how: waysToFail[dice.between(0, 2)] ?? 'hangs',
  away: dice.between(1_000, 6_000),
});

const badNetwork = (dice: Dice, to: Networked): Fault => ({
  kind: 'a network goes bad',
  to,
  how: waysToBeBad[dice.between(0, 3)] ?? 'is slow',
  lasts: dice.between(1_000, 5_000),
});

/** One of each kind, in any order. */
const everyKind = (dice: Dice): readonly Fault[] => {
  const [one = 'relay', other = 'readiness', third = 'relay'] = dice.shuffled(killable);
  const mustDie = (['relay', 'readiness'] as const).map((service): Fault => ({ kind: 'a service is killed', service }));
  return dice.shuffled<Fault>([
    ...mustDie,
    { kind: 'a service is killed', service: other },
    { kind: 'the broker is killed', away: dice.between(0, 3_000) },
    { kind: 'the broker is restarted' },
    { kind: 'the broker stands still', away: dice.between(500, 4_000) },
    { kind: 'PostgreSQL is killed' },
    { kind: 'PostgreSQL is restarted' },
    { kind: 'a process of PostgreSQL is killed' },
    { kind: 'a rebalance storm', gusts: gusts(dice) },
    wrongClock(dice, one),
    standsStill(dice, third),
    badReceiver(dice),
    badNetwork(dice, 'PostgreSQL'),
    badNetwork(dice, 'Kafka'),
  ]);
};

/** What goes wrong in a round, without an end: all kinds before any comes again. The same for the same seed. */
export function* planOf(seed: number): Generator<Planned, never> {
  const dice = new Dice(seed);
  for (;;) for (const fault of everyKind(dice)) yield { after: dice.between(0, 1_200), fault };
}
