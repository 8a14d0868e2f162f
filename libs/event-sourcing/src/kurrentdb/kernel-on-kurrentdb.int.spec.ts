import { Logger, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';
import { v4 } from 'uuid';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { Tally, tallied, tallyEvents } from '../../../../test/projections/tally';
import { kernelCommands } from '../cli/commands';
import { StartFailure } from '../embedded-postgres/start-failure';
import type { Written } from '../decisions/streams';
import {
  EventSourcingModule,
  EventStore,
  ProjectionRebuild,
  ProjectionRetry,
  ProjectionWaiter,
  ReadModels,
  RequestContext,
  Streams,
} from '../index';

Logger.overrideLogger(false);

@Module({ imports: [EventSourcingModule.forFeature({ events: tallyEvents, projections: [Tally] })] })
class HousingModule {}

const keys = { masterKey: Buffer.alloc(32, 1).toString('base64'), indexKey: Buffer.alloc(32, 2).toString('base64') };

/** Keys and read models stay in PostgreSQL; the events are in KurrentDB, and nothing of the kernel but the adapter knows. */
describe('the kernel with its events in KurrentDB', () => {
  let database: TestDatabase;
  let double: KurrentDbDouble;
  let app: TestingModule;

  const start = async (): Promise<void> => {
    const options = { databaseUrl: database.appUrl, kurrentDbUrl: double.connectionString, keys, background: true };
    app = await Test.createTestingModule({ imports: [EventSourcingModule.forRoot(options), HousingModule] }).compile();
    await app.init();
  };

  const stop = (): Promise<void> => app.close();

  beforeEach(async () => {
    [database, double] = await Promise.all([testDatabase(), KurrentDbDouble.start()]);
    await start();
  });

  afterEach(async () => {
    await stop();
    await Promise.all([database.drop(), double.stop()]);
  });

  const decide = (amount: number, caseId = v4(), idempotencyScope?: string): Promise<Written> => {
    const actor = { id: 'synthetic-account', role: 'prison-resettlement', organisation: 'BZI' };
    return RequestContext.run({ actor, correlationId: v4(), idempotencyScope }, () =>
      app
        .get(Streams)
        .decide({ initial: 0, evolve: (sum: number) => sum + 1 }, `tally-${caseId}`, () => tallied({ amount }), {
          about: { personId: v4(), caseId },
        }),
    );
  };

  const seen = async ({ position }: Written): Promise<unknown> => {
    if (!position) throw new Error('Nothing was written.');
    expect(await app.get(ProjectionWaiter).waitFor('housing.tally', position, 10_000)).toBe(true);
    return app.get(ReadModels).query(`select amount from housing.tally_log order by number`);
  };

  it('takes decisions to rows, live, through a broken connection and after a restart, each once', async () => {
    expect(await seen(await decide(1))).toEqual([{ amount: 1 }]);
    double.breakConnections();
    expect(await seen(await decide(2))).toEqual([{ amount: 1 }, { amount: 2 }]);
    await stop();
    await start();
    expect(await seen(await decide(3))).toEqual([1, 2, 3].map((amount) => ({ amount })));
  }, 30_000);

  it('a request that is repeated finds what it wrote, and decides nothing again', async () => {
    const caseId = v4();
    const first = await decide(1, caseId, 'synthetic-scope');
    await decide(2, caseId);
    await stop();
    await start();
    expect(await decide(9, caseId, 'synthetic-scope')).toEqual({ ...first, alreadyWritten: true });
    expect(await app.get(EventStore).readStream(`tally-${caseId}`)).toHaveLength(2);
  }, 30_000);

  it.each([
    ['store', 'verify'],
    ['store', 'checkpoint'],
    ['store', 'archive', '--closed-before', '2024-03-31'],
  ])('%s %s says that it is of PostgreSQL', async (...command) => {
    const commands = kernelCommands({
      keys: () => keys,
      checkpointFolder: () => undefined,
      interrupted: () => new AbortController().signal,
      withKernel: (work) => work(app),
    });
    await expect(commands.parseAsync(command, { from: 'user' })).rejects.toThrow(
      `"${command.slice(0, 2).join(' ')}" is for events in PostgreSQL, and here they are in KurrentDB`,
    );
  });

  it('does not start where the log is empty and read models are not', async () => {
    await seen(await decide(1));
    await stop();
    const emptied = double;
    double = await KurrentDbDouble.start();
    await emptied.stop();
    await expect(start()).rejects.toThrow('the KurrentDB of KURRENTDB_URL has none');
    await app.close();
  }, 30_000);

  it('does not start where the KurrentDB goes away meanwhile, and says what to do', async () => {
    await seen(await decide(1));
    await stop();
    double.faults.always('read', { kind: 'not-ready' });
    const failure = await start().catch((error: unknown) => error);
    double.faults.clear();
    await app.close();
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure).toMatchObject({
      message: expect.stringMatching(/^The KurrentDB of KURRENTDB_URL could not/) as string,
    });
  }, 30_000);

  it('does not start on a database that has events of its own', async () => {
    await stop();
    const own = new Client({ connectionString: database.superUrl });
    await own.connect();
    await own.query(
      `insert into eventstore.events (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
       values (1, 0, now(), 1, gen_random_uuid(), 'tally-1', 'housing.tallied', '', '', '{}', '{}')`,
    );
    await own.end();
    await expect(start()).rejects.toThrow('This database has events of its own');
  }, 30_000);

  it('finds what was parked where it stands, and does not read the log for it', async () => {
    const tally = app.get(Tally);
    tally.poison.add(13);
    const caseId = v4();
    await decide(1);
    await decide(13, caseId);
    await seen(await decide(2, caseId));
    tally.poison.clear();
    const before = double.faults.calls.subscribe;
    expect(await app.get(ProjectionRetry).retry('housing.tally')).toEqual({ replayed: 2, stillParked: 0 });
    expect(double.faults.calls.subscribe).toBe(before);
    expect(await seen(await decide(3))).toEqual([1, 13, 2, 3].map((amount) => ({ amount })));
  }, 30_000);

  it('what nobody can read holds back nothing but itself, live and after a restart', async () => {
    const [data, metadata] = [Buffer.from('{"cut":'), Buffer.from('{"$correlationId":"7"}')];
    const theirs = (stream: string): void =>
      void double.log.append(stream, [{ id: v4(), type: tallied.type, isJson: true, data, metadata }], 'any');
    await seen(await decide(1));
    theirs('tally-theirs');
    expect(await seen(await decide(2))).toEqual([{ amount: 1 }, { amount: 2 }]);
    await stop();
    theirs('tally-theirs-too');
    await start();
    expect(await seen(await decide(3))).toEqual([1, 2, 3].map((amount) => ({ amount })));
    const parked = await app
      .get(ReadModels)
      .query(`select case_key, error_class from projections.parked order by number`);
    expect(parked).toEqual(
      ['tally-theirs', 'tally-theirs-too'].map((stream) => ({ case_key: stream, error_class: 'UnreadableEvent' })),
    );
    const decided = app.get(Streams).load({ initial: 0, evolve: (sum: number) => sum + 1 }, 'tally-theirs');
    await expect(decided).rejects.toMatchObject({ name: 'UnreadableEvent' });
  }, 30_000);

  it('a projection that KurrentDB has refused for a while goes on where it was', async () => {
    await seen(await decide(1));
    double.faults.always('subscribe', { kind: 'denied' });
    double.breakConnections();
    const refused = double.faults.calls.subscribe;
    const written = await decide(2);
    await eventually(() => expect(double.faults.calls.subscribe).toBeGreaterThan(refused + 1));
    double.faults.clear();
    expect(await seen(written)).toEqual([{ amount: 1 }, { amount: 2 }]);
  }, 30_000);

  it('rebuilds a projection from the log', async () => {
    for (const amount of [1, 2, 3]) await decide(amount);
    const last = await decide(4);
    await seen(last);
    await app.get(ProjectionRebuild).rebuild('housing.tally');
    expect(await seen(last)).toEqual([1, 2, 3, 4].map((amount) => ({ amount })));
  }, 30_000);
});
