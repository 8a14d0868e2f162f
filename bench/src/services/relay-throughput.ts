import { pause } from '@ttg/event-sourcing';
import { withHeap } from '@ttg/process/services/heap';
import type { Client } from 'pg';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atLeast, figure, timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { connect } from '../ground/connect';
import type { Ground } from '../ground/ground';
import { startServer } from '../ground/server-process';
import type { Broker } from './broker';

const producer = join(__dirname, 'bare-producer-process.js');
/** How often it is asked how far the relay is, and how long it may take at all. Milliseconds. */
const [every, patience] = [10, 60_000];

const beginAnew = `update relay.positions set position = null`;
const lastOfAll = `select max(position)::text as position from eventstore.events`;
const howFar = `
  select position, (extract(epoch from updated_at) * 1000)::float8 as at
  from relay.positions
  where name = 'events' and position is not null`;
const eventsAfter = `select count(*)::integer as events from eventstore.events where position > $1::bigint`;

/**
 * The relay, as its own service, with all of a history before it; beside a bare idempotent producer in a process of its own, which has the
 * same messages ready in batches of the same size. Of both, the rate is taken after their first batch: processes have started by then.
 */
export const relayThroughput = async (ground: Ground, url: string, broker: Broker): Promise<Contest> => {
  const client = await connect(url);
  let taken = 0;
  const newTopics = async (): Promise<string> => {
    const prefix = `bench-relay-${(taken += 1)}`;
    await broker.topics(prefix);
    return prefix;
  };
  return {
    samplers: {
      relay: async () => {
        const environment = withHeap(broker.settings(await newTopics()));
        await client.query(beginAnew);
        const rate = relayed(client);
        // It may fail before anybody awaits it.
        rate.catch(() => undefined);
        const relay = await startServer({ app: 'relay', databaseUrl: url, keys: ground.keys, environment });
        try {
          return await rate;
        } finally {
          await relay.stop();
        }
      },
      producer: async () => {
        const errand = JSON.stringify({ url, ...broker.settings(await newTopics()) });
        const { stdout } = await promisify(execFile)(process.execPath, ['--enable-source-maps', producer, errand]);
        return Number(stdout);
      },
    },
    figures: (of) => [
      figure({ work: 'relay', value: of('relay'), unit: 'events/s', goal: atLeast(5_000, 'events/s') }),
      figure({
        work: 'relay, beside a bare producer',
        value: of('relay'),
        unit: 'events/s',
        baseline: of('producer'),
        goal: timesBaseline(0.5),
      }),
    ],
    end: async () => {
      await client.query(beginAnew);
      await client.end();
    },
  };
};

interface Mark {
  readonly position: string;
  /** By PostgreSQL's clock, when it was stored. Milliseconds. */
  readonly at: number;
}

/** @returns events a second from the first position that is stored to the last event. */
const relayed = async (client: Client): Promise<number> => {
  const { rows: ends } = await client.query<{ position: string }>(lastOfAll);
  const deadline = performance.now() + patience;
  let first: Mark | undefined;
  for (;;) {
    const { rows } = await client.query<Mark>(howFar);
    const [mark] = rows;
    first ??= mark;
    if (first && mark && mark.position === ends[0]?.position) return between(client, first, mark);
    if (performance.now() > deadline) throw new Error('The relay did not come to the end of the history.');
    await pause(every);
  }
};

const between = async (client: Client, first: Mark, last: Mark): Promise<number> => {
  const { rows } = await client.query<{ events: number }>(eventsAfter, [first.position]);
  return ((rows[0]?.events ?? 0) / (last.at - first.at)) * 1000;
};
