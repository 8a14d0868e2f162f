import { Injectable } from '@nestjs/common';
import { keepTrying } from './keep-trying';
import { stopperOfMany } from './stopper';

/** All that goes on in this process beside the requests. */
@Injectable()
export class BackgroundLoops {
  private readonly loops: Background[] = [];
  private readonly running: Promise<void>[] = [];
  private stopping = stopperOfMany();

  add(loop: Background): void {
    this.loops.push(loop);
  }

  start(): void {
    this.stopping = stopperOfMany();
    for (const loop of this.loops) this.running.push(loop.keepRunning(this.stopping.signal));
  }

  /** Resolves when every loop has finished what it had in hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.splice(0));
  }
}

/**
 * Something that goes on as long as the application runs. A provider that extends this is started with the application and
 * stopped with it, after the last request and before the connections close.
 */
export abstract class Background {
  abstract readonly name: string;

  constructor(loops: BackgroundLoops) {
    loops.add(this);
  }

  /** Runs until the signal aborts; when it throws, it is logged and started again, ever later. */
  protected abstract run(signal: AbortSignal): Promise<void>;

  keepRunning(signal: AbortSignal): Promise<void> {
    return keepTrying(this.name, signal, (current) => this.run(current));
  }
}
