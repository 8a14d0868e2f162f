import { Dice } from './dice';

/** The services whose processes are killed, and whose clocks go wrong. */
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

export type Fault =
  | { readonly kind: 'a service is killed'; readonly service: Killable }
  | { readonly kind: 'the broker is killed'; readonly away: number }
  | { readonly kind: 'the broker is restarted' }
  | { readonly kind: 'the broker stands still'; readonly away: number }
  | { readonly kind: 'PostgreSQL is killed' }
  | { readonly kind: 'PostgreSQL is restarted' }
  | { readonly kind: 'a process of PostgreSQL is killed' }
  | { readonly kind: 'a rebalance storm'; readonly gusts: readonly Gust[] }
  | { readonly kind: 'a clock goes wrong'; readonly service: Killable; readonly hours: number };

/** What comes back by itself, after a while. */
export type Server = 'broker' | 'PostgreSQL';

/** The server that it is done to, if it is one. */
export const serverOf = ({ kind }: Fault): Server | undefined => {
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
  // Two join at least, or there is nothing to balance.
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

/** One of each kind, in any order. */
const everyKind = (dice: Dice): readonly Fault[] => {
  const [one = 'relay', other = 'readiness'] = dice.shuffled(killable);
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
  ]);
};

/** What goes wrong in a round, without an end: all kinds before any comes again. The same for the same seed. */
export function* planOf(seed: number): Generator<Planned, never> {
  const dice = new Dice(seed);
  for (;;) for (const fault of everyKind(dice)) yield { after: dice.between(0, 1_500), fault };
}
