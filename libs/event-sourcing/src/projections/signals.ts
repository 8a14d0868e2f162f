import { Injectable } from '@nestjs/common';
import type { Position, StoredEvent } from '../store/event-store';

export type AdvancedListener = (name: string, position: Position) => void;

/** A batch that stands in a projection's rows, or in what it parked. Times are `performance.now()` of this process. */
export interface TakenBatch {
  readonly projection: string;
  readonly events: readonly StoredEvent[];
  readonly began: number;
  readonly ended: number;
}

export type TakenListener = (batch: TakenBatch) => void;

/** Tells, within this process, how far its projections have come. */
@Injectable()
export class ProjectionSignals {
  private readonly latest = new Map<string, Position>();
  private readonly listeners = new Set<AdvancedListener>();
  private readonly takers = new Set<TakenListener>();

  /** Called when the rows of a projection hold everything up to a position. */
  advanced(name: string, position: Position): void {
    this.latest.set(name, position);
    for (const listener of [...this.listeners]) listener(name, position);
  }

  /** @returns how far a projection that runs in this process has come. */
  reached(name: string): Position | undefined {
    return this.latest.get(name);
  }

  /** @returns a function that ends the listening. */
  onAdvanced(listener: AdvancedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Called when a batch is committed. */
  taken(batch: TakenBatch): void {
    for (const listener of [...this.takers]) listener(batch);
  }

  /** @returns a function that ends the listening. */
  onTaken(listener: TakenListener): () => void {
    this.takers.add(listener);
    return () => this.takers.delete(listener);
  }
}
