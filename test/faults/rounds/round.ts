import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient } from '../../support/api-client';
import type { CouncilReceiver } from './council-receiver';
import { CouncilSystems } from './council-systems';
import { councils, today } from './her-referral';
import { inflict } from './inflict';
import { Installation } from './installation';
import { type Fault, planOf, serverOf } from './plan';
import { alertsAlternate, alertsAreThoseOfTheRules } from './promises/alerts';
import { councilsAreToldWhatTheyMay } from './promises/councils';
import { readModelsEqualARebuild } from './promises/read-models';
import { acknowledgedOnce, chainHolds, repeatsTellTheSame, streamsAreWhole } from './promises/store';
import { topicsFollowTheStore } from './promises/topics';
import { councilsAreToldByWebhookWhatTheyMay } from './promises/webhooks';
import { settled } from './settle';
import { Writers } from './writers';

const writersAtOnce = 4;
/** Before the first fault: there is something to lose. Acknowledged requests. */
const first = 20;
/** Before it ends, however slow the machine: some have changed their mind, and some once more. Women. */
const fewest = 8;

export interface Round {
  readonly seed: number;
  /** How long faults go on. */
  readonly seconds: number;
  /** Told of each fault and of what is looked at. */
  readonly say: (line: string) => void;
  /** Ends it where it is: what was started is put away. */
  readonly signal?: AbortSignal;
}

/** How a round went. */
export interface Outcome {
  readonly seed: number;
  readonly seconds: number;
  readonly faults: number;
  readonly acknowledged: number;
  /** Requests that had to be sent more than once. */
  readonly repeated: number;
  readonly events: number;
  /** Messages that came once more on the topic of events. */
  readonly again: number;
  /** The first promise that did not hold, if any, and what was found. */
  readonly broken?: { readonly promise: string; readonly why: string };
  /** What the processes said, where a promise was broken. */
  readonly said?: string;
}

/** One installation, a load of real requests, and what a seed has drawn to go wrong; then everything is looked at. */
export const playRound = async (round: Round): Promise<Outcome> => {
  const installation = await Installation.start();
  try {
    return await new Playing(installation, round).play();
  } finally {
    await installation.remove();
  }
};

class Playing {
  private readonly writers: Writers;
  private readonly systems: CouncilSystems;
  private readonly began = performance.now();
  private readonly over = new AbortController();
  private plan: Promise<void> = Promise.resolve();
  private promise = 'every request is answered, and honestly';
  private faults = 0;
  private events = 0;
  private again = 0;

  constructor(
    private readonly installation: Installation,
    private readonly round: Round,
  ) {
    this.systems = new CouncilSystems(installation.url, this.over.signal);
    this.writers = new Writers(installation.url, this.systems, this.over.signal);
  }

  async play(): Promise<Outcome> {
    try {
      await Promise.race([this.playAll(), untilAborted(this.round.signal)]);
      return this.outcome();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ...this.outcome(), broken: { promise: this.promise, why }, said: this.installation.said };
    } finally {
      this.over.abort();
      await this.plan.catch(() => undefined);
    }
  }

  private async playAll(): Promise<void> {
    await new ApiClient(this.installation.url).as('administrator').post('/demo/clock', { today });
    await this.systems.register(councils);
    for (const receiver of this.installation.receivers) await receiver.register(this.installation.url);
    const [, second] = this.installation.receivers;
    if (second && this.round.seed % 2 === 1) this.hangAllAlong(second);
    await this.breakThings();
    await this.lookAtEverything();
  }

  private async breakThings(): Promise<void> {
    const ending = new AbortController();
    const writing = this.writers.write(writersAtOnce, ending.signal);
    const failed = writing.then(() => new Promise<never>(() => undefined));
    try {
      while (this.writers.acknowledged.length < first) await Promise.race([wait(10), failed]);
      this.plan = this.playPlan();
      await Promise.race([this.plan, failed]);
      while (this.writers.done < fewest) await Promise.race([wait(10), failed]);
    } finally {
      ending.abort();
    }
    await this.installation.heal();
    await writing;
    this.say(`${this.writers.acknowledged.length} requests were acknowledged`);
  }

  /** What its council is told by webhook stands in the queue, all of it. */
  private hangAllAlong(receiver: CouncilReceiver): void {
    this.installation.begin('second receiver', () => receiver.fail('hangs', this.round.seconds * 1_000));
    this.say(`the receiver of council ${receiver.council} hangs until the faults end`);
  }

  private async playPlan(): Promise<void> {
    const until = performance.now() + this.round.seconds * 1_000;
    const due: Fault[] = [];
    for (const { after, fault } of planOf(this.round.seed)) {
      await wait(after);
      if (this.over.signal.aborted || performance.now() > until) return;
      due.push(fault);
      const next = due.findIndex((one) => this.canHappen(one));
      for (const now of next < 0 ? [] : due.splice(next, 1)) await this.inflict(now, due);
    }
  }

  /** What is not there comes again later. */
  private async inflict(fault: Fault, due: Fault[]): Promise<void> {
    const done = await inflict(fault, this.installation);
    if (done === undefined) due.push(fault);
    else {
      this.faults += 1;
      this.say(done);
    }
  }

  /** What is away cannot be killed: that happens when it is back, and something else meanwhile. */
  private canHappen(fault: Fault): boolean {
    const server = serverOf(fault);
    return server === undefined || this.installation.isBack(server);
  }

  private async lookAtEverything(): Promise<void> {
    const { installation, writers } = this;
    await this.look('everything settles', () => settled(installation));
    await this.look('an honest repeat is answered as the request was', () => repeatsTellTheSame(writers));
    const { events } = await installation.store.readAll({ limit: 1_000_000 });
    this.events = events.length;
    await this.look('what was acknowledged is in the store, once', () =>
      acknowledgedOnce(events, writers.acknowledged),
    );
    await this.look('streams have no gap', () => streamsAreWhole(events));
    await this.look('alerts are those that the rules find', () => alertsAreThoseOfTheRules(installation));
    await this.look('no alert is raised twice', () => alertsAlternate(events));
    await this.look('events are on their topics, in order', async () => {
      this.again = await topicsFollowTheStore(installation, events);
    });
    await this.look('councils are told what they may know', () =>
      councilsAreToldWhatTheyMay(installation, writers.women),
    );
    await this.look('councils are told by webhook what they may know', () =>
      councilsAreToldByWebhookWhatTheyMay(installation),
    );
    await this.look('every event is once in every projection', () => readModelsEqualARebuild(installation));
    await this.look('the chain of hashes holds', () => chainHolds(installation));
  }

  private async look(promise: string, at: () => Promise<void> | void): Promise<void> {
    this.promise = promise;
    await at();
    this.say(`kept: ${promise}`);
  }

  private say(line: string): void {
    this.round.say(`${((performance.now() - this.began) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
  }

  private outcome(): Outcome {
    const { seed, seconds } = this.round;
    const { acknowledged } = this.writers;
    const repeated = acknowledged.filter(({ attempts }) => attempts > 1).length;
    const counted = { faults: this.faults, events: this.events, again: this.again };
    return { seed, seconds, ...counted, acknowledged: acknowledged.length, repeated };
  }
}

const untilAborted = (signal?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = (): void => reject(new Error('It was asked to end.'));
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
  });
