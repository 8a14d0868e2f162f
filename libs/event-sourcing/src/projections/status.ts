import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EventStore, type Position } from '../store/event-store';
import { ProjectionCatalogue, typesOf } from './catalogue';
import type { Projection } from './projection';

/** Events behind are counted up to here. */
const mostCounted = 1000;

// $1: the projections of this process. One that was never started has no row.
const statusStatement = `
  select p.name, p.version, p.position,
    case when r.name is not null then 'rebuilding' else p.status end as status,
    r.position as "rebuiltTo",
    p.updated_at as "updatedAt"
  from projections.positions p
  left join projections.rebuilds r on r.name = p.name
  where p.name = any ($1)`;

const flaggedStatement = `
  select projection, case_key as "caseKey",
    (array_agg(error_class order by number) filter (where not behind))[1] as "errorClass",
    count(*)::int as parked
  from projections.parked
  where projection = any ($1) and not rebuilding
  group by projection, case_key
  order by projection, min(number)`;

/** A case whose events a projection holds back. */
export interface FlaggedCase {
  /** The case, or the person where the events belong to no case. */
  readonly caseKey: string;
  readonly errorClass: string;
  /** How many of its events are parked. */
  readonly parked: number;
}

export interface ProjectionReport {
  readonly name: string;
  /** The version of this process's code. */
  readonly version: number;
  /** The version its tables were made by; nothing before the first start. */
  readonly liveVersion: number | undefined;
  readonly status: 'live' | 'rebuilding' | 'paused' | 'not-started';
  readonly position: Position | undefined;
  readonly rebuiltTo: Position | undefined;
  /** How many events of its own it has not yet taken. */
  readonly lag: number;
  /** Whether the lag was not counted to the end. */
  readonly lagIsMore: boolean;
  readonly caughtUp: boolean;
  readonly parked: number;
  readonly flaggedCases: readonly FlaggedCase[];
}

interface Row {
  readonly name: string;
  readonly version: number;
  readonly position: Position | null;
  readonly status: 'live' | 'rebuilding' | 'paused';
  readonly rebuiltTo: Position | null;
}

/** How the projections of this process stand, wherever they run. */
@Injectable()
export class ProjectionStatus {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly catalogue: ProjectionCatalogue,
  ) {}

  async all(): Promise<ProjectionReport[]> {
    const projections = this.catalogue.all();
    const names = projections.map(({ name }) => name);
    const { rows } = await this.pool.query<Row>(statusStatement, [names]);
    const flagged = await this.pool.query<FlaggedCase & { projection: string }>(flaggedStatement, [names]);
    const rowByName = new Map(rows.map((row) => [row.name, row]));
    return Promise.all(
      projections.map((projection) => {
        const cases = flagged.rows.filter((one) => one.projection === projection.name);
        return this.report(
          projection,
          rowByName.get(projection.name),
          cases.map(({ projection: _, ...flaggedCase }) => flaggedCase),
        );
      }),
    );
  }

  private async report(
    projection: Projection,
    row: Row | undefined,
    flaggedCases: readonly FlaggedCase[],
  ): Promise<ProjectionReport> {
    const position = row?.position ?? undefined;
    const { events } = await this.store.readAll({ types: typesOf(projection), after: position, limit: mostCounted });
    return {
      name: projection.name,
      version: projection.version,
      liveVersion: row?.version,
      status: row?.status ?? 'not-started',
      position,
      rebuiltTo: row?.rebuiltTo ?? undefined,
      lag: events.length,
      lagIsMore: events.length === mostCounted,
      caughtUp: events.length === 0 && row?.version === projection.version,
      parked: flaggedCases.reduce((sum, { parked }) => sum + parked, 0),
      flaggedCases,
    };
  }
}
