import { pause } from '@ttg/event-sourcing';

/** Two signals within this time are one Ctrl-C: npm passes on what the terminal has sent to both of us. */
const oneKeyPress = 1000;

/** How long it waits for others once it was asked to end. Milliseconds. */
const moment = 3_000;

/** It was asked to end while it was starting. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
}

/** It was asked to end while it was starting and somebody did not answer. */
export class GaveUpWaiting extends Interrupted {
  override readonly name = 'GaveUpWaiting';

  constructor(whom: string) {
    super(`It was asked to end while it was starting, and waits for ${whom} no longer.`);
  }
}

/** What has been started, and the wish that it should end. */
export class Lifetime {
  private readonly stops: (() => Promise<void>)[] = [];
  private askedAt: number | undefined;
  private finish: () => void = () => undefined;
  private fail: (fault: unknown) => void = () => undefined;

  /** Resolves when it is asked to end (Ctrl-C, SIGTERM), rejects on a fault that nobody caught. */
  readonly over = new Promise<void>((resolve, reject) => {
    this.finish = resolve;
    this.fail = reject;
  });

  /** Listens to the signals of the process. @param force a second Ctrl-C: end now, whatever is in hand. */
  listen(force: () => never): this {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.ask(force, performance.now()));
    process.on('uncaughtException', (fault) => this.fail(fault));
    return this;
  }

  /** @throws Interrupted when it was asked to end: what starts next would be stopped at once. */
  goOn(): void {
    if (this.askedAt !== undefined) throw new Interrupted();
  }

  /** Says how to stop what has just been started. */
  started(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  /**
   * Waits for what others have to answer, who may never: once it is asked to end, a moment more and no longer.
   * @param whom as a person knows them @param patience milliseconds
   * @throws GaveUpWaiting, and what the work throws
   */
  async waitFor<T>(whom: string, work: Promise<T>, patience = moment): Promise<T> {
    const answered = new AbortController();
    const givenUp = this.over.then(async (): Promise<never> => {
      await pause(patience, answered.signal);
      throw new GaveUpWaiting(whom);
    });
    // Whichever comes second is heard by nobody.
    givenUp.catch(() => undefined);
    work.catch(() => undefined);
    return Promise.race([work, givenUp]).finally(() => answered.abort());
  }

  /**
   * Stops everything, the last started first, also when one of them fails.
   * @param longest what each may take; without it, as long as it takes. Milliseconds.
   * @throws AggregateError
   */
  async end(longest?: number): Promise<void> {
    const faults: unknown[] = [];
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop())
      await within(stop(), longest).catch((fault: unknown) => faults.push(fault));
    if (faults.length > 0) throw new AggregateError(faults, 'Something did not stop cleanly.');
  }

  /** It is asked to end. @param now in milliseconds, of a clock that does not jump. */
  ask(force: () => never, now: number): void {
    if (this.askedAt !== undefined && now - this.askedAt > oneKeyPress) force();
    this.askedAt ??= now;
    this.finish();
  }
}

/** @throws Error when it takes longer than that */
const within = async (work: Promise<void>, longest: number | undefined): Promise<void> => {
  if (longest === undefined) return work;
  const ended = new AbortController();
  const late = pause(longest, ended.signal).then(() => {
    if (!ended.signal.aborted) throw new Error('It did not stop in time.');
  });
  await Promise.race([work, late]).finally(() => ended.abort());
};
