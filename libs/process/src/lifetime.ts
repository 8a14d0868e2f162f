/** Two signals within this time are one Ctrl-C: npm passes on what the terminal has sent to both of us. */
const oneKeyPress = 1000;

/** It was asked to end while it was starting. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
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

  /** Stops everything, the last started first, also when one of them fails. @throws AggregateError */
  async end(): Promise<void> {
    const faults: unknown[] = [];
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop())
      await stop().catch((fault: unknown) => faults.push(fault));
    if (faults.length > 0) throw new AggregateError(faults, 'Something did not stop cleanly.');
  }

  /** It is asked to end. @param now in milliseconds, of a clock that does not jump. */
  ask(force: () => never, now: number): void {
    if (this.askedAt !== undefined && now - this.askedAt > oneKeyPress) force();
    this.askedAt ??= now;
    this.finish();
  }
}
