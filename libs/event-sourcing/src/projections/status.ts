import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Position } from '../store/event-store';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionLag } from './lag';
import { leaderLockClass } from './leadership';
import { tablesLockClass } from './making-tables';
import type { Projection } from './projection';
import { isLocked, withLocks } from './session-locks';

// $1: the projections of this process. One that was never started has no row; a rebuild that nobody goes on with is none.
const statusStatement = `${withLocks}
  select p.name, p.version, p.position, p.lanes,
    case when ${isLocked(tablesLockClass, 'r.name')} then 'rebuilding' else p.status end as status,
    r.position as "rebuiltTo",
    ${isLocked(leaderLockClass, 'p.name')} as "isRun"
  from projections.positions p
  left join projections.rebuilds r on r.name = p.name
  where p.name = any ($1)`;

const flaggedStatement = `
  select projection, case_key as "caseKey",
    (array_agg(error_class order by number) filter (where error_class is not null))[1] as "errorClass",
    bool_or(by_hand) as "byHand",
    count(number)::int as parked
  from (
    select projection, case_key, number, error_class, false as by_hand
    from projections.parked
    where projection = any ($1) and not rebuilding
    union all
    select projection, case_key, null, null, true
    from projections.held_cases
    where projection = any ($1)
  ) held
  group by projection, case_key
  order by projection, min(number), case_key`;

/** A case whose events a projection holds back. */
export interface FlaggedCase {
  /** The case, or the person where the events belong to no case. */
  readonly caseKey: string;
  /** Of the first that was thrown; nothing where only an operator parked it. */
  readonly errorClass: string | null;
  /** Whether an operator parked it: it is let go when it is retried by its name. */
  readonly byHand: boolean;
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
  /** How many lanes its rows are written in. */
  readonly lanes: number;
  /** Whether some process runs it now, paused or not. */
  readonly isRun: boolean;
  /** How many events of its own it has not yet taken. */
  readonly lag: number;
  /** Whether the lag was not counted to the end. */
  readonly lagIsMore: boolean;
  /** How long the first of them has been waiting. */
  readonly secondsBehind: number;
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
  readonly lanes: number;
  readonly isRun: boolean;
}

/** How the projections of this process stand, wherever they run. */
@Injectable()
export class ProjectionStatus {
  constructor(
    private readonly pool: Pool,
    private readonly catalogue: ProjectionCatalogue,
    private readonly lag: ProjectionLag,
  ) {}

  all(): Promise<ProjectionReport[]> {
    return this.of(this.catalogue.all());
  }

  /** @throws UnknownProjection */
  async one(name: string): Promise<ProjectionReport> {
    const projection = this.catalogue.get(name);
    const [report] = await this.of([projection]);
    if (!report) throw new Error(`${name} was asked for and not told of.`);
    return report;
  }

  private async of(projections: readonly Projection[]): Promise<ProjectionReport[]> {
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
    const { events, isMore, seconds } = await this.lag.of(projection, position);
    return {
      name: projection.name,
      version: projection.version,
      liveVersion: row?.version,
      ...stateOf(row),
      position,
      lanes: row?.lanes ?? projection.lanes,
      lag: events,
      lagIsMore: isMore,
      secondsBehind: seconds,
      caughtUp: events === 0 && row?.version === projection.version,
      parked: flaggedCases.reduce((sum, { parked }) => sum + parked, 0),
      flaggedCases,
    };
  }
}

const stateOf = (row: Row | undefined): Pick<ProjectionReport, 'status' | 'isRun' | 'rebuiltTo'> => ({
  status: row?.status ?? 'not-started',
  isRun: row?.isRun ?? false,
  rebuiltTo: row?.status === 'rebuilding' ? (row.rebuiltTo ?? undefined) : undefined,
});
