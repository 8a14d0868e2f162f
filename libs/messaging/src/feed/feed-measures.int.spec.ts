import { FixedClock } from '@ttg/calendar';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { appendSome } from '../../../../test/brokers/relay-bed';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { storePosition, takeLease } from '../relay/relay-position';
import { FeedMeasures } from './feed-measures';

describe('how far a service that is fed by Kafka is behind', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl, max: 2 });
    store = new PostgresEventStore(pool);
  });
  afterAll(async () => {
    store.close();
    await pool.end();
    await database.drop();
  });

  it('is what was published and has not come, and no more', async () => {
    await appendSome(store, 5);
    const { events } = await store.readAll({ limit: 5 });
    const [first, second, , fourth] = events;
    if (!first || !second || !fourth) throw new Error('There should be five.');
    const now = Temporal.Instant.from(second.metadata.recordedAt).add({ seconds: 60 });
    const measures = new FeedMeasures(store, pool, new FixedClock(now));
    const behind = async (isReading: boolean, toldUpTo?: typeof first.position) =>
      (await measures.read({ isReading, toldUpTo })).behind;

    // Nobody has published anything.
    expect(await behind(true, first.position)).toEqual({ events: 0, seconds: 0 });
    await storePosition(pool, await takeLease(pool), fourth.position);
    expect(await behind(true, first.position)).toEqual({ events: 3, seconds: 60 });
    expect(await behind(true, fourth.position)).toEqual({ events: 0, seconds: 0 });
    // What nobody can read is not published, and not waited for.
    const owner = new Pool({ connectionString: database.superUrl, max: 1 });
    await owner.query(`update eventstore.events set metadata = '{}' where position = $1`, [fourth.position]);
    await owner.end();
    expect(await behind(true, first.position)).toMatchObject({ events: 2 });
    // Nothing has come yet, and what was there before does not come by the topic.
    expect(await behind(true)).toEqual({ events: 0, seconds: 0 });
    // And while Kafka is away it is not known, and not 0.
    expect(await behind(false, first.position)).toBeUndefined();
  });
});
