import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import { isExpectedVersionConflictError, STREAM_DOES_NOT_EXIST } from '@event-driven-io/emmett';
import pg from 'pg';

/** A document for each stream, as bench/src/kernel/counts.projection.ts makes it of ours. */
const counts = pongoSingleStreamProjection({
  collectionName: 'counts',
  canHandle: ['housing.referral-received'],
  initialState: () => ({ count: 0, last: '' }),
  evolve: (document, { data }) => ({ ...document, count: document.count + 1, last: data.at }),
});

/**
 * Emmett's event store as its documentation sets it up, with a connection for each writer.
 *
 * @param {string} url an empty database
 * @param {number} connections
 */
export const openEmmett = async (url, connections) => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on('error', () => undefined);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    /** To a stream that is new, and said to be. */
    create: async (stream, events) => {
      await store.appendToStream(stream, events, { expectedStreamVersion: STREAM_DOES_NOT_EXIST });
    },
    /** To a stream that others write to, expecting nothing: @returns false where it was refused all the same. */
    append: async (stream, events) => {
      try {
        await store.appendToStream(stream, events);
        return true;
      } catch (error) {
        if (isExpectedVersionConflictError(error)) return false;
        throw error;
      }
    },
    /** @returns how many events the stream has. */
    readStream: async (stream) => (await store.readStream(stream)).events.length,
    /**
     * Makes the documents anew from all events, 1,000 at a time, which was the fastest of what was tried. From the beginning must
     * be said: test/emmett.test.mjs shows what happens else.
     * @returns of how many events they tell.
     */
    rebuild: async () => {
      const consumer = rebuildPostgreSQLProjections({
        connectionString: url,
        pulling: { batchSize: 1_000 },
        projection: counts,
        startFrom: 'BEGINNING',
      });
      await consumer.start();
      await consumer.close();
      const { rows } = await pool.query("select coalesce(sum((data->>'count')::int), 0)::int as events from counts");
      return rows[0].events;
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
};
