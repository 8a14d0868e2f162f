import { Logger, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { v4 } from 'uuid';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { Tally, tallied, tallyEvents } from '../../../../test/projections/tally';
import type { Written } from '../decisions/streams';
import {
  EventSourcingModule,
  EventStore,
  ProjectionRebuild,
  ProjectionWaiter,
  ReadModels,
  RequestContext,
  Streams,
} from '../index';
import { KurrentDbEventStore } from './kurrentdb-event-store';

Logger.overrideLogger(false);

@Module({ imports: [EventSourcingModule.forFeature({ events: tallyEvents, projections: [Tally] })] })
class HousingModule {}

const keys = { masterKey: Buffer.alloc(32, 1).toString('base64'), indexKey: Buffer.alloc(32, 2).toString('base64') };

/** Keys and read models stay in PostgreSQL; the events are in KurrentDB, and nothing of the kernel but the adapter knows. */
describe('the kernel with its events in KurrentDB', () => {
  let database: TestDatabase;
  let double: KurrentDbDouble;
  let store: KurrentDbEventStore;
  let app: TestingModule;

  const start = async (): Promise<void> => {
    store = new KurrentDbEventStore({ connectionString: double.connectionString });
    app = await Test.createTestingModule({
      imports: [EventSourcingModule.forRoot({ databaseUrl: database.appUrl, keys, background: true }), HousingModule],
    })
      .overrideProvider(EventStore)
      .useValue(store)
      .compile();
    await app.init();
  };

  const stop = async (): Promise<void> => {
    await app.close();
    await store.close();
  };

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
    expect(await store.readStream(`tally-${caseId}`)).toHaveLength(2);
  }, 30_000);

  it('rebuilds a projection from the log', async () => {
    for (const amount of [1, 2, 3]) await decide(amount);
    const last = await decide(4);
    await seen(last);
    await app.get(ProjectionRebuild).rebuild('housing.tally');
    expect(await seen(last)).toEqual([1, 2, 3, 4].map((amount) => ({ amount })));
  }, 30_000);
});
