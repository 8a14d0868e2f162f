import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type DomainEvent,
  type EventMetadata,
  EventRegistry,
  isoInstant,
  MasterKeys,
  PostgresVault,
  type Projection,
  ProjectionCatalogue,
  ProjectionPause,
  ProjectionRebuild,
  ProjectionRetry,
  ProjectionRunner,
  ProjectionSignals,
  ProjectionStatus,
  ProjectionWaiter,
  SealingCodec,
} from '@ttg/event-sourcing';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { Applying } from '@ttg/event-sourcing/projections/applying';
import { ProjectionCreation } from '@ttg/event-sourcing/projections/creation';
import { Pool, type PoolConfig } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { v4, v7 } from 'uuid';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { overheard, tallied } from './tally';

/** One process of ours on a test database, with connections of its own. */
export interface Process {
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  readonly runner: ProjectionRunner;
  readonly rebuild: ProjectionRebuild;
  readonly retry: ProjectionRetry;
  readonly pause: ProjectionPause;
  readonly status: ProjectionStatus;
  readonly waiter: ProjectionWaiter;
  readonly signals: ProjectionSignals;
  readonly applying: Applying;
  readonly creation: ProjectionCreation;
  /** Appends one event of a case, or of a person without a case. @returns its position */
  append(event: DomainEvent, of: { caseId?: string; personId?: string }): ReturnType<PostgresEventStore['append']>;
  /** Appends `tallied` with this amount. */
  tally(caseId: string, amount: number): ReturnType<PostgresEventStore['append']>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

// What goes wrong here is meant to.
Logger.overrideLogger(false);

// The machine that runs the tests may have other things to do.
jest.setTimeout(30_000);

const keys = { masterKeys: new MasterKeys(() => [Buffer.alloc(32, 1)]), indexKey: Buffer.alloc(32, 2) };

/** Puts a process together as EventSourcingModule does. */
const openProcess = async (
  url: string,
  projections: readonly Projection[],
  config: PoolConfig = {},
): Promise<Process> => {
  const pool = new Pool({ connectionString: url, max: 8, ...config });
  pool.on('error', () => undefined);
  const store = new PostgresEventStore(pool);
  const registry = new EventRegistry();
  registry.add({ tallied, overheard });
  const codec = new SealingCodec(registry, await PostgresVault.open(pool, keys));
  const catalogue = new ProjectionCatalogue(registry);
  for (const projection of projections) catalogue.add(projection);
  const applying = new Applying(codec);
  const signals = new ProjectionSignals();
  const creation = new ProjectionCreation(pool);
  const rebuild = new ProjectionRebuild(pool, store, applying, catalogue, creation, signals);
  const runner = new ProjectionRunner(pool, store, applying, signals, catalogue, creation, rebuild);

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
    applying,
    creation,
    append,
    retry: new ProjectionRetry(pool, store, applying, catalogue),
    pause: new ProjectionPause(pool, catalogue, creation),
    status: new ProjectionStatus(pool, store, catalogue),
    waiter: new ProjectionWaiter(pool, store, signals),
    tally: (caseId, amount) => append(tallied({ amount }), { caseId }),
    query: async <Row extends object>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    close: async () => {
      await runner.stop();
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

/** Processes on a database of their own, put away after each test. */
export interface TestBed {
  readonly database: TestDatabase;
  open(projections: readonly Projection[], config?: PoolConfig): Promise<Process>;
}

/** Gives every test of a suite a database, and ends the processes it opened. */
export const testBed = (): TestBed => {
  let database: TestDatabase | undefined;
  const processes: Process[] = [];
  const current = (): TestDatabase => {
    if (!database) throw new Error('There is a database within a test only.');
    return database;
  };
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.close();
    await current().drop();
  });
  return {
    get database() {
      return current();
    },
    open: async (projections, config) => {
      const process = await openProcess(current().appUrl, projections, config);
      processes.push(process);
      return process;
    },
  };
};

/** Appends events of as many cases. @returns their ids, in order */
export const appendMany = async (process: Process, count: number): Promise<string[]> => {
  const after = await process.store.lastPosition();
  for (let amount = 1; amount <= count; amount += 1) await process.tally(v4(), amount);
  const { events } = await process.store.readAll({ after, limit: 10_000 });
  return events.map(({ id }) => id);
};

/** Waits until something holds; fails with what it was last. */
export const eventually = async (holds: () => Promise<void> | void, timeoutMs = 10_000): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await wait(20);
    }
  }
};
