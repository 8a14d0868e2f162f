import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EventStore } from '../store/event-store';
import { typesOf } from './catalogue';
import type { PositionRow } from './positions';
import type { Projection } from './projection';
import { ProjectionRebuild, type RebuildOptions } from './rebuild';

const heldStatement = `
  select from projections.held_cases
  where projection = $1
  limit 1`;

/**
 * Gives a projection that has taken in nothing yet what happened before it was there. A long history is built beside its empty
 * tables, as a rebuild is: nobody sees half of it, and no row leaves the gaps of all its changes behind.
 */
@Injectable()
export class FirstBuild {
  /** Up to so many events of its own are taken in as they would be live. */
  protected readonly shortHistory: number = 2_000;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly rebuild: ProjectionRebuild,
  ) {}

  /**
   * Whether it is to be built so. Not where an operator parked a case: what came to that one is to wait, and a rebuild would
   * take it in.
   */
  async isDue(projection: Projection, { position, status }: PositionRow): Promise<boolean> {
    if (position !== undefined || status !== 'live') return false;
    const { rowCount } = await this.pool.query(heldStatement, [projection.name]);
    if (rowCount !== 0) return false;
    const { events } = await this.store.readAll({ types: typesOf(projection), limit: this.shortHistory + 1 });
    return events.length > this.shortHistory;
  }

  /** Resolves when it is built; or when another was first, it was paused, or the signal aborted: how it stands tells. */
  async build({ name }: Projection, options: Pick<RebuildOptions, 'signal' | 'abandon'> = {}): Promise<void> {
    await this.rebuild.rebuild(name, { ...options, onlyIfNew: true });
  }
}
