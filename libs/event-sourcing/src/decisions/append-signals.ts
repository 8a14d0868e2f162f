import { Injectable, Logger } from '@nestjs/common';
import { errorClass } from '../projections/error-class';
import type { AppendResult, EventToAppend } from '../store/event-store';

/** An append that was asked of the store, and what came of it. Times are `performance.now()` of this process. */
export interface AskedAppend {
  readonly stream: string;
  readonly events: readonly EventToAppend[];
  readonly began: number;
  readonly ended: number;
  /** What the store answered; nothing where it refused or could not be reached. */
  readonly result?: AppendResult;
  /** What was thrown, where there is no result. */
  readonly error?: unknown;
}

export type AppendListener = (append: AskedAppend) => void;

/** Tells, within this process, of every append of a decision: to whoever measures. Nobody need listen. */
@Injectable()
export class AppendSignals {
  private readonly logger = new Logger('Appends');
  private readonly listeners = new Set<AppendListener>();

  /** @returns a function that ends the listening. */
  onAppend(listener: AppendListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Carries out an append and tells of it. @returns and throws what the store does. */
  watch(stream: string, events: readonly EventToAppend[], append: () => Promise<AppendResult>): Promise<AppendResult> {
    if (this.listeners.size === 0) return append();
    const began = performance.now();
    const tell = (came: Pick<AskedAppend, 'result' | 'error'>): void =>
      this.tell({ stream, events, began, ended: performance.now(), ...came });
    return append().then(
      (result) => {
        tell({ result });
        return result;
      },
      (error: unknown) => {
        tell({ error });
        throw error;
      },
    );
  }

  /** Whoever measures cannot make a written append look refused. */
  private tell(append: AskedAppend): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(append);
      } catch (error) {
        this.logger.error(`A listener to appends failed: ${errorClass(error)}`);
      }
    }
  }
}
