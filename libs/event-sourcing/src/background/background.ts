import { Injectable, Logger } from '@nestjs/common';
import { keepTrying } from './keep-trying';
import { pause } from './pause';
import { stopperOfMany } from './stopper';

/**
 * How long loops may take to finish what they have in hand: more than any step of theirs needs where those answer with whom they
 * speak. What is left is as after a power cut: each goes on from there. Milliseconds.
 */
const usualPatience = 15_000;

/** All that goes on in this process beside the requests. */
@Injectable()
export class BackgroundLoops {
  private readonly logger = new Logger('Background');
  private readonly loops: Background[] = [];
  private readonly running = new Map<Background, Promise<void>>();
  private stopping = stopperOfMany();

  add(loop: Background): void {
    this.loops.push(loop);
  }

  start(): void {
    this.stopping = stopperOfMany();
    for (const loop of this.loops) {
      const running = loop.keepRunning(this.stopping.signal).finally(() => this.running.delete(loop));
      this.running.set(loop, running);
    }
  }

  /** Resolves when every loop has finished what it had in hand; after a while without those that have not. @param patience milliseconds */
  async stop(patience = usualPatience): Promise<void> {
    this.stopping.abort();
    const allEnded = new AbortController();
    const all = Promise.all(this.running.values()).finally(() => allEnded.abort());
    await Promise.race([all, pause(patience, allEnded.signal)]);
    for (const { name } of this.running.keys())
      this.logger.warn(`${name} has not come to an end within ${patience / 1000} seconds, and is left as it is.`);
    this.running.clear();
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
