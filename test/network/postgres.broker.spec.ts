import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { PeopleModule } from '@ttg/people';
import { Client, type Pool } from 'pg';
import { type ContextApp, startContext } from '../contexts/context-app';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { type Network, Toxiproxy } from './toxiproxy';
import { Writers } from './writers';

jest.setTimeout(120_000);

/** What docs/deployment.md says: so long an answer takes at most, whatever the network to PostgreSQL does. Milliseconds. */
const longestAnswer = 40_000;

/** Follows what was written about persons, on connections of its own. */
class Subscriber {
  readonly ids: string[] = [];
  private readonly pool: Pool;
  private readonly store: PostgresEventStore;
  private readonly done: Promise<void>;

  constructor(url: string) {
    this.pool = openPool(url);
    // Nothing but the bell tells it: it must find out by itself that nobody rings any more.
    this.store = new PostgresEventStore(this.pool, { pollEveryMs: 600_000 });
    this.done = this.follow();
  }

  async end(): Promise<void> {
    this.store.close();
    await this.done;
    await this.pool.end();
  }

  private async follow(): Promise<void> {
    for await (const { events } of this.store.subscribe({ types: ['people.person-registered'] }))
      this.ids.push(...events.map(({ id }) => id));
  }
}

let toxiproxy: Toxiproxy;
let database: TestDatabase;
let network: Network;
let superuser: Client;

beforeAll(async () => {
  toxiproxy = await Toxiproxy.start();
  database = await testDatabase();
  network = await toxiproxy.networkTo(Number(new URL(database.appUrl).port));
  superuser = new Client({ connectionString: database.superUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await database.drop();
  await toxiproxy.stop();
});
afterEach(() => network.mend());

/** The database as it is seen from behind the network. */
const behindNetwork = (): TestDatabase => {
  const url = new URL(database.appUrl);
  url.port = String(network.port);
  return { ...database, appUrl: url.href };
};

const rowsOf = async <Row extends object>(sql: string): Promise<Row[]> => (await superuser.query<Row>(sql)).rows;

/** The read model has them, each once, and nothing is held back. */
const areShown = async (personIds: readonly string[]): Promise<void> => {
  await eventually(async () => {
    const shown = new Set(
      (await rowsOf<{ id: string }>(`select person_id as id from people.person`)).map(({ id }) => id),
    );
    expect(personIds.filter((id) => !shown.has(id))).toEqual([]);
  }, 20_000);
  expect(await rowsOf('select from projections.parked')).toEqual([]);
};

const cutSessions = (): Promise<unknown> =>
  superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'ttg_app' and datname = $1`, [
    database.name,
  ]);

/** One process behind the network, and another that is not. */
describe('a network to PostgreSQL', () => {
  let behind: ContextApp;
  let beside: ContextApp;
  /** Subscribes behind the network, as the relay does. */
  let subscriber: Subscriber;

  beforeAll(async () => {
    behind = await startContext([PeopleModule], undefined, behindNetwork());
    beside = await startContext([PeopleModule], undefined, database);
    subscriber = new Subscriber(behindNetwork().appUrl);
  }, 60_000);
  afterAll(async () => {
    await subscriber.end();
    await Promise.all([behind.close(), beside.close()]);
  });

  /** What the network does, and until when. */
  const faults: Readonly<Record<string, (writers: Writers, others: Writers) => Promise<void>>> = {
    slow: async (writers) => {
      await network.suffer({ type: 'latency', attributes: { latency: 60, jitter: 40 } });
      await writers.more(8);
    },
    narrow: async (writers) => {
      await network.suffer({ type: 'bandwidth', attributes: { rate: 30 } });
      await writers.more(8);
    },
    'resets connections': async (writers) => {
      await network.suffer({ type: 'reset_peer', attributes: { timeout: 20 } });
      await writers.refusal();
    },
    'loses what is said, and cuts the connection a moment later': async (writers) => {
      await network.suffer({ type: 'timeout', attributes: { timeout: 300 } });
      await writers.refusal();
    },
    'tells late of connections that have ended': async (writers) => {
      await network.suffer({ type: 'slow_close', attributes: { delay: 500 } });
      await cutSessions();
      await writers.more(8);
    },
    gone: async (writers) => {
      await network.goAway();
      await writers.refusal();
    },
    'brings no answers back, on connections that stay open': async (writers) => {
      await network.goSilent(['downstream']);
      await writers.refusal();
    },
    'lets nothing through, on connections that stay open': async (writers, others) => {
      await network.goSilent();
      const refused = writers.refusal();
      await others.more(8);
      // Whoever ran the projection behind the network has lost it to the other. They go on writing meanwhile.
      await areShown([...others.acknowledged]);
      await refused;
    },
  };

  it('loses and repeats nothing, whatever it does, and everyone is answered', async () => {
    const [writers, others] = [new Writers(behind, 4), new Writers(beside, 1)];
    for (const fault of Object.values(faults)) {
      await Promise.all([writers.more(8), others.more(2)]);
      await fault(writers, others);
      await network.mend();
      await writers.more(8);
    }
    await Promise.all([writers.end(), others.end()]);
    expect(writers.longest).toBeLessThan(longestAnswer);
    expect(others.longest).toBeLessThan(longestAnswer / 4);
    const acknowledged = [...writers.acknowledged, ...others.acknowledged];
    const written = await rowsOf<{ id: string; about: string }>(
      `select id, metadata->>'personId' as about from eventstore.events
       where type = 'people.person-registered' order by position`,
    );
    expect(written.map(({ about }) => about).sort()).toEqual(acknowledged.sort());
    await areShown(acknowledged);
    await eventually(() => expect(subscriber.ids).toEqual(written.map(({ id }) => id)), 20_000);
  });
});
