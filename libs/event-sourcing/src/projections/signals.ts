import { Injectable } from '@nestjs/common';
import type { Position } from '../store/event-store';

export type AdvancedListener = (name: string, position: Position) => void;

/** Tells, within this process, how far its projections have come. */
@Injectable()
export class ProjectionSignals {
  private readonly latest = new Map<string, Position>();
  private readonly listeners = new Set<AdvancedListener>();

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
}
