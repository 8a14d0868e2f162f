import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { pause } from '../background/pause';
import { EventStore, type Position } from '../store/event-store';
import { readPosition } from './positions';
import { ProjectionSignals } from './signals';

/** How often the table is asked, for projections that another process runs. Milliseconds. */
const pollEvery = 50;

/** Lets a writer see her write: waits until a projection has come as far as what she wrote. */
@Injectable()
export class ProjectionWaiter {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly signals: ProjectionSignals,
  ) {}

  /**
   * @param timeoutMs milliseconds of real time
   * @returns whether the projection's rows hold everything up to `position`, wherever the projection runs.
   */
  async waitFor(name: string, position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    const arrival = new AbortController();
    const stopListening = this.signals.onAdvanced((advanced, to) => {
      if (advanced === name && this.holds(to, position)) arrival.abort();
    });
    try {
      for (;;) {
        if (arrival.signal.aborted || this.holds(this.signals.reached(name), position)) return true;
        if (this.holds((await readPosition(this.pool, name))?.position, position)) return true;
        const left = deadline - performance.now();
        if (left <= 0) return arrival.signal.aborted;
        await pause(Math.min(pollEvery, left), arrival.signal);
      }
    } finally {
      stopListening();
    }
  }

  private holds(reached: Position | undefined, wanted: Position): boolean {
    return reached !== undefined && this.store.comparePositions(reached, wanted) >= 0;
  }
}
