import { randomBytes } from 'node:crypto';
import {
  type DomainEvent,
  type EventMetadata,
  EventRegistry,
  type EventStore,
  isoInstant,
  MasterKeys,
  PostgresVault,
  type Projection,
  ProjectionCatalogue,
  ProjectionLag,
  ProjectionParking,
  ProjectionPause,
  ProjectionRebuild,
  ProjectionRetry,
  ProjectionRunner,
  ProjectionSignals,
  ProjectionStatus,
  ProjectionWaiter,
  ProjectionWorks,
  SealingCodec,
} from '@ttg/event-sourcing';
import { SystemClock } from '@ttg/calendar';
import { absenceSettings } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { Applying } from '@ttg/event-sourcing/projections/applying';
import { ProjectionCreation } from '@ttg/event-sourcing/projections/creation';
import { FirstBuild } from '@ttg/event-sourcing/projections/first-build';
import { Leadership } from '@ttg/event-sourcing/projections/leadership';
import { type RunnerStep, Steps } from '@ttg/event-sourcing/projections/steps';
import { Pool, type PoolConfig } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { v4, v7 } from 'uuid';
import { overheard, tallied } from './tally';

/** Steps at which a test does something. */
export class WatchedSteps extends Steps {
  visit: (step: RunnerStep, projection: string) => Promise<void> | void = () => undefined;

  override async at(step: RunnerStep, projection: string): Promise<void> {
    await this.visit(step, projection);
  }
}

/** These wait no longer than a test would for what does not stop. */
class ImpatientRunner extends ProjectionRunner {
  protected override readonly patience = 200;
}
class ImpatientWorks extends ProjectionWorks {
  protected override readonly patience = 200;
}

/** What a process of a test is, beside its connections. */
export interface ProcessOptions extends PoolConfig {
  readonly impatient?: boolean;
  /** How many events a projection may find that are taken in as they would be live. */
  readonly shortHistory?: number;
  /** What tells its projections what is new, in the place of the store. */
  readonly feed?: (store: EventStore) => EventStore;
}

/** One process of ours on a test database, with connections of its own. */
export interface Process {
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  readonly runner: ProjectionRunner;
  readonly rebuild: ProjectionRebuild;
  readonly retry: ProjectionRetry;
  readonly pause: ProjectionPause;
  readonly parking: ProjectionParking;
  readonly works: ProjectionWorks;
  readonly lag: ProjectionLag;
  readonly status: ProjectionStatus;
  readonly waiter: ProjectionWaiter;
  readonly signals: ProjectionSignals;
  readonly codec: SealingCodec;
  readonly applying: Applying;
  readonly creation: ProjectionCreation;
  readonly steps: WatchedSteps;
  /** Appends one event of a case, or of a person without a case. @returns its position */
  append(event: DomainEvent, of: { caseId?: string; personId?: string }): ReturnType<PostgresEventStore['append']>;
  /** Appends `tallied` with this amount. */
  tally(caseId: string, amount: number): ReturnType<PostgresEventStore['append']>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const keys = { masterKeys: new MasterKeys(() => [Buffer.alloc(32, 1)]), indexKey: Buffer.alloc(32, 2) };

/** Puts a process together as EventSourcingModule does. */
export const openProcess = async (
  url: string,
  projections: readonly Projection[],
  { impatient = false, shortHistory, feed = (store) => store, ...config }: ProcessOptions = {},
): Promise<Process> => {
  const pool = new Pool({ connectionString: url, options: absenceSettings, max: 8, ...config });
  pool.on('error', () => undefined);
  const store = new PostgresEventStore(pool);
  const registry = new EventRegistry();
  registry.add({ tallied, overheard });
  const codec = new SealingCodec(registry, await PostgresVault.open(pool, keys));
  const catalogue = new ProjectionCatalogue(registry);
  for (const projection of projections) catalogue.add(projection);
  const steps = new WatchedSteps();
  const applying = new Applying(codec, steps);
  const signals = new ProjectionSignals();
  const creation = new ProjectionCreation(pool);
  const rebuild = new ProjectionRebuild(pool, store, applying, catalogue, creation, signals, steps);
  const retry = new ProjectionRetry(pool, store, applying, catalogue, steps);
  const Works = impatient ? ImpatientWorks : ProjectionWorks;
  const works = new Works(pool, catalogue, creation, rebuild, retry);
  const lag = new ProjectionLag(pool, store, catalogue, new SystemClock());
  const Runner = impatient ? ImpatientRunner : ProjectionRunner;
  const leadership = new Leadership(pool);
  const firstBuild = new FirstBuild(pool, store, rebuild);
  if (shortHistory !== undefined) Object.assign(firstBuild, { shortHistory });
  const fed = feed(store);
  const runner = new Runner(pool, fed, applying, signals, catalogue, creation, rebuild, firstBuild, leadership, steps);

  const append: Process['append'] = async (event, { caseId, personId = v4() }) => {
    const encoded = await codec.encode([{ event, id: v7(), metadata: metadata(caseId, personId) }]);
    return store.append(`tally-${caseId ?? personId}`, encoded, 'any');
  };

  return {
    pool,
    store,
    runner,
    rebuild,
    signals,
    codec,
    applying,
    creation,
    steps,
    append,
    retry,
    works,
    lag,
    parking: new ProjectionParking(pool, catalogue, creation),
    pause: new ProjectionPause(pool, catalogue, creation),
    status: new ProjectionStatus(pool, catalogue, lag),
    waiter: new ProjectionWaiter(pool, store, signals),
    tally: (caseId, amount) => append(tallied({ amount }), { caseId }),
    query: async <Row extends object>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    close: async () => {
      await works.beforeApplicationShutdown();
      await runner.stop();
      await fed.close();
      store.close();
      await pool.end();
    },
  };
};

const metadata = (caseId: string | undefined, personId: string): EventMetadata => {
  const now = isoInstant(Temporal.Now.instant());
  return {
    ...(caseId !== undefined && { caseId }),
    personId,
    actor: { id: 'synthetic-account', role: 'prison-resettlement', organisation: 'BZI' },
    occurredAt: now,
    recordedAt: now,
    correlationId: randomBytes(8).toString('hex'),
  };
};
