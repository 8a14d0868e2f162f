import { setTimeout as wait } from 'node:timers/promises';
import { KafkaFedEventStore, type KafkaSettings } from '@ttg/messaging';
import { freePort } from '../../libs/event-sourcing/src/embedded-postgres/free-port';
import { KafkaServer } from '../brokers/kafka-server';
import {
  appendSome,
  firstsByKey,
  newTopics,
  openRelay,
  type Published,
  published,
  type RelayProcess,
  storedByKey,
} from '../brokers/relay-bed';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { type Network, Toxiproxy } from './toxiproxy';

jest.setTimeout(180_000);

/** What docs/deployment.md says: no later than this the relay says that Kafka is away. Milliseconds. */
const saidWithin = 20_000;
/** A reader that hears nothing for five seconds asks the store, once a second. Milliseconds, on a busy machine. */
const toldWithin = 12_000;

let toxiproxy: Toxiproxy;
let network: Network;
let kafka: KafkaServer;
let database: TestDatabase;
let relaying: RelayProcess;
let reading: RelayProcess;

beforeAll(async () => {
  const port = await freePort();
  toxiproxy = await Toxiproxy.start();
  network = await toxiproxy.networkTo(port);
  // Who comes by the network is told to go on by it.
  [kafka, database] = await Promise.all([KafkaServer.start({ port, advertised: network.port }), testDatabase()]);
});
afterAll(async () => {
  await Promise.all([kafka.stop(), database.drop(), toxiproxy.stop()]);
});

/** Those that are published otherwise than they first were. */
const changed = (messages: Published): Published => {
  const first = new Map<string, Published[number]>();
  return messages.filter((message) => {
    const before = first.get(message.event.id) ?? message;
    first.set(message.event.id, before);
    return before.key !== message.key || before.value !== message.value || before.partition !== message.partition;
  });
};

describe('a network to Kafka', () => {
  /** What reads the topic is given, in its order. */
  const given: string[] = [];
  let fed: KafkaFedEventStore;
  let following: Promise<void>;
  let direct: RelayProcess;
  let settings: KafkaSettings;

  beforeAll(async () => {
    settings = await newTopics(kafka.brokers);
    const through = { ...settings, brokers: [`127.0.0.1:${network.port}`] };
    direct = openRelay(database.appUrl, settings);
    relaying = openRelay(database.appUrl, through);
    reading = openRelay(database.appUrl, through);
    fed = new KafkaFedEventStore(reading.store, through, 'test');
    following = (async () => {
      for await (const { events } of fed.subscribe({})) given.push(...events.map(({ id }) => id));
    })();
    relaying.start();
  });
  afterAll(async () => {
    await fed.close();
    await following;
    for (const process of [relaying, reading, direct]) await process.stop();
  });

  /** Resolves when all that is in the store by now is published. */
  const allPublished = async (): Promise<void> => {
    const newest = Number(await direct.store.lastPosition());
    await eventually(
      async () => expect(Number((await direct.status.read()).position)).toBeGreaterThanOrEqual(newest),
      40_000,
    );
  };
  const relays = (): Promise<void> => eventually(() => expect(relaying.relay.state).toBe('relaying'), 40_000);
  const saysAway = (): Promise<void> => eventually(() => expect(relaying.relay.state).toBe('kafka-away'), saidWithin);
  /** Nobody but the relay waits: what is appended is told to those who read. */
  const readersAreTold = async (): Promise<void> => {
    const [id = ''] = await appendSome(direct.store, 1);
    await eventually(() => expect(given).toContain(id), toldWithin);
  };

  /** What the network does, and until when. */
  const faults: Readonly<Record<string, () => Promise<void>>> = {
    slow: async () => {
      await network.suffer({ type: 'latency', attributes: { latency: 80, jitter: 60 } });
      await allPublished();
    },
    narrow: async () => {
      await network.suffer({ type: 'bandwidth', attributes: { rate: 100 } });
      await allPublished();
    },
    'resets connections': async () => {
      await network.suffer({ type: 'reset_peer', attributes: { timeout: 20 } });
      await saysAway();
      await readersAreTold();
    },
    'loses what is said, cuts the connection a moment later, and tells us of it later still': async () => {
      await network.suffer({ type: 'slow_close', attributes: { delay: 1_000 } });
      await network.suffer({ type: 'timeout', attributes: { timeout: 200 } });
      await saysAway();
      await readersAreTold();
    },
    'brings no answers back, on connections that stay open': async () => {
      await network.goSilent(['downstream']);
      await Promise.all([saysAway(), readersAreTold()]);
    },
  };

  it('loses nothing and changes no order, whatever it does, and only the relay waits for it', async () => {
    const ending = new AbortController();
    const appending = (async () => {
      while (!ending.signal.aborted) {
        await appendSome(direct.store, 5);
        await wait(20);
      }
    })();
    try {
      for (const fault of Object.values(faults)) {
        await relays();
        await fault();
        await network.mend();
        await relays();
      }
    } finally {
      ending.abort();
      await appending;
    }
    await allPublished();
    const written = (await direct.store.readAll({ limit: 1_000_000 })).events.map(({ id }) => id);
    await eventually(() => expect(given).toEqual(written), 40_000);
    const messages = await published(settings);
    expect(firstsByKey(messages)).toEqual(await storedByKey(direct.store));
    expect(changed(messages)).toEqual([]);
  });
});
