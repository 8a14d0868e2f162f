import { Injectable, Logger, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Clock, FixedClock } from '@ttg/calendar';
import { Client } from 'pg';
import { v4 } from 'uuid';
import { testDatabase, type TestDatabase } from '../../../test/postgres/database';
import { eventually } from '../../../test/projections/kernel-under-test';
import { Tally, tallied, tallyEvents } from '../../../test/projections/tally';
import {
  Background,
  BackgroundLoops,
  EventSourcingModule,
  EventStore,
  type KernelOptions,
  MovableClock,
  type Position,
  ProjectionStatus,
  ProjectionWaiter,
  ReadModels,
  RequestContext,
  Streams,
} from './index';

Logger.overrideLogger(false);

const journal: string[] = [];

@Injectable()
class Sweep extends Background {
  readonly name = 'housing.sweep';
  private runs = 0;

  constructor(
    private readonly store: EventStore,
    loops: BackgroundLoops,
  ) {
    super(loops);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    this.runs += 1;
    journal.push(`run ${this.runs}`);
    if (this.runs === 1) throw new Error('synthetic');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    // What is in hand is finished: the store still answers.
    await this.store.lastPosition();
    journal.push('finished');
  }
}

@Module({
  imports: [EventSourcingModule.forFeature({ events: tallyEvents, projections: [Tally] })],
  providers: [Sweep],
})
class HousingModule {}

let database: TestDatabase;
let app: TestingModule;

const open = async (options: Partial<KernelOptions> = {}): Promise<TestingModule> => {
  const keys = { masterKey: Buffer.alloc(32, 1).toString('base64'), indexKey: Buffer.alloc(32, 2).toString('base64') };
  const forRoot = EventSourcingModule.forRoot({ databaseUrl: database.appUrl, keys, background: true, ...options });
  const module = await Test.createTestingModule({ imports: [forRoot, HousingModule] }).compile();
  app = await module.init();
  return app;
};

beforeEach(async () => {
  journal.length = 0;
  database = await testDatabase();
});

afterEach(async () => {
  await app.close();
  await database.drop();
});

const decide = (amount: number): Promise<{ stream: string; position?: Position }> => {
  const actor = { id: 'synthetic-account', role: 'prison-resettlement', organisation: 'BZI' };
  const caseId = v4();
  return RequestContext.run({ actor, correlationId: v4() }, () =>
    app
      .get(Streams)
      .decide({ initial: 0, evolve: (sum: number) => sum }, `tally-${caseId}`, () => tallied({ amount }), {
        about: { personId: v4(), caseId },
      }),
  );
};

it('takes a decision to a row that a page reads', async () => {
  await open();
  const { position } = await decide(7);
  if (!position) throw new Error('Nothing was written.');
  expect(await app.get(ProjectionWaiter).waitFor('housing.tally', position, 10_000)).toBe(true);
  expect(await app.get(ReadModels).query(`select events, total from housing.tally`)).toEqual([{ events: 1, total: 7 }]);
  expect(app.get(Clock)).toBe(app.get(MovableClock));
});

it('gives read models their columns without a JavaScript date, and does not let them be written', async () => {
  await open();
  const [row] = await app
    .get(ReadModels)
    .query(
      `select date '2027-03-28' as day, timestamptz '2027-03-28 02:30:00.5+01' as at, 9007199254740993 as big, $1::jsonb as doc, null::date as none`,
      [{ a: 1 }],
    );
  expect(row).toEqual({
    day: '2027-03-28',
    at: '2027-03-28T01:30:00.5Z',
    big: '9007199254740993',
    doc: { a: 1 },
    none: null,
  });
  await expect(app.get(ReadModels).query(`delete from housing.tally`)).rejects.toThrow('read-only transaction');
});

it('starts loops again that failed, and stops them before the connections close', async () => {
  await open();
  await eventually(() => expect(journal).toEqual(['run 1', 'run 2']));
  await app.close();
  expect(journal).toEqual(['run 1', 'run 2', 'finished']);
  const superuser = new Client({ connectionString: database.superUrl });
  await superuser.connect();
  await eventually(async () => {
    const { rows } = await superuser.query(
      `select application_name from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
      [database.name],
    );
    expect(rows).toEqual([]);
  });
  await superuser.end();
});

it('runs nothing by itself in a process for commands', async () => {
  await open({ background: false });
  await decide(1);
  expect(await app.get(ProjectionStatus).all()).toMatchObject([
    { name: 'housing.tally', status: 'not-started', lag: 1 },
  ]);
  expect(journal).toEqual([]);
});

describe('projections on demand', () => {
  const rows = (): Promise<unknown> => app.get(ReadModels).query(`select events, total from housing.tally`);

  it('stand still until somebody waits for them, and nothing else goes on by itself', async () => {
    await open({ background: 'on-demand' });
    const written = [await decide(7), await decide(5)];
    expect(await rows()).toEqual([]);
    const position = written.at(-1)?.position;
    if (!position) throw new Error('Nothing was written.');
    const waits = [1, 2, 3].map(() => app.get(ProjectionWaiter).waitFor('housing.tally', position, 10_000));
    expect(await Promise.all(waits)).toEqual([true, true, true]);
    expect(await rows()).toHaveLength(2);
    expect(journal).toEqual([]);
  });

  it('that are new where much has happened are built beside, and not taken in row by row', async () => {
    await open({ background: 'on-demand' });
    const { stream } = await decide(1);
    const [first] = await app.get(EventStore).readStream(stream);
    if (!first) throw new Error('Nothing was written.');
    const { type, version, data, metadata } = first;
    const more = Array.from({ length: 2_000 }, () => ({ id: v4(), type, version, data, metadata }));
    const { position } = await app.get(EventStore).append(stream, more, 0);
    expect(await app.get(ProjectionWaiter).waitFor('housing.tally', position, 60_000)).toBe(true);
    expect(await rows()).toEqual([{ events: 2_001, total: 2_001 }]);
    // Taken in as they come, two thousand changes of it would have left their gaps.
    const size = `select pg_relation_size('housing.tally')::integer as bytes`;
    expect(await app.get(ReadModels).query(size)).toEqual([{ bytes: 8_192 }]);
  }, 60_000);

  it('go on from where another process had brought them', async () => {
    await open({ background: 'on-demand' });
    const first = await decide(1);
    if (!first.position) throw new Error('Nothing was written.');
    await app.get(ProjectionWaiter).waitFor('housing.tally', first.position, 10_000);
    await app.close();
    await open();
    const second = await decide(2);
    if (!second.position) throw new Error('Nothing was written.');
    expect(await app.get(ProjectionWaiter).waitFor('housing.tally', second.position, 10_000)).toBe(true);
    expect(await rows()).toHaveLength(2);
  });
});

it('records by another clock where it is given one', async () => {
  await open({ background: false, clock: new FixedClock('2020-02-03T09:00:00Z') });
  const { position } = await decide(1);
  if (!position) throw new Error('Nothing was written.');
  const { events } = await app.get(EventStore).readAll({ limit: 1 });
  expect(events[0]?.metadata.recordedAt).toBe('2020-02-03T09:00:00Z');
});
