import { Injectable } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { EventStore, type Position } from '../store/event-store';
import { ProjectionCatalogue, typesOf } from './catalogue';
import type { Projection } from './projection';

/** Events behind are counted up to here. */
const mostCounted = 1000;

const positionsStatement = `
  select name, position
  from projections.positions
  where name = any ($1)`;

/** How far the rows of a projection are behind the store; with lanes, those of the last one. */
export interface ProjectionLagReading {
  readonly name: string;
  /** Events of its own it has not yet taken. */
  readonly events: number;
  /** Whether they were not counted to the end. */
  readonly isMore: boolean;
  /**
   * How long the first of them has been waiting; 0 with none. Seconds of the system's clock, which goes as real time does: what
   * was waiting when the clock of a demo jumped has waited for the jump too.
   */
  readonly seconds: number;
}

/** What is to be watched of projections, wherever they run: read by /health, and by whatever collects figures. */
@Injectable()
export class ProjectionLag {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly catalogue: ProjectionCatalogue,
    private readonly clock: Clock,
  ) {}

  /** @returns a reading for every projection of this process's modules. */
  async read(): Promise<ProjectionLagReading[]> {
    const projections = this.catalogue.all();
    const names = projections.map(({ name }) => name);
    const { rows } = await this.pool.query<{ name: string; position: Position | null }>(positionsStatement, [names]);
    const positions = new Map(rows.map(({ name, position }) => [name, position ?? undefined]));
    return Promise.all(projections.map((projection) => this.of(projection, positions.get(projection.name))));
  }

  /** @param position what its rows hold everything up to */
  async of(projection: Projection, position: Position | undefined): Promise<ProjectionLagReading> {
    const { events } = await this.store.readAll({ types: typesOf(projection), after: position, limit: mostCounted });
    const oldest = events[0]?.metadata.recordedAt;
    const waiting = oldest === undefined ? 0 : this.clock.now().since(Temporal.Instant.from(oldest)).total('seconds');
    return {
      name: projection.name,
      events: events.length,
      isMore: events.length === mostCounted,
      // Two processes that append have not quite the same time.
      seconds: Math.max(0, waiting),
    };
  }
}
