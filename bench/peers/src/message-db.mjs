import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';

const scripts = join(dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')), 'database');

/** The files that its install.sh gives to psql, in that order; psql itself may be absent. */
const files = [
  'roles/message-store',
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  ...['message-store-version', 'hash-64', 'acquire-lock', 'category', 'is-category', 'id', 'cardinal-id'].map(
    functionOf,
  ),
  ...['stream-version', 'write-message', 'get-stream-messages', 'get-category-messages'].map(functionOf),
  functionOf('get-last-stream-message'),
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];

function functionOf(name) {
  return `functions/${name}`;
}

/** Its functions call each other without their schema. */
const searchPath = '-c search_path=message_store,public';

/** @param {string} url an empty database, as a superuser */
const install = async (url) => {
  const client = new pg.Client({ connectionString: url, options: searchPath });
  await client.connect();
  try {
    for (const file of files) await client.query(readFileSync(join(scripts, `${file}.sql`), 'utf8'));
  } finally {
    await client.end();
  }
};

const write = {
  name: 'write-message',
  text: 'select message_store.write_message($1, $2, $3, $4, $5, $6)',
};
const read = {
  name: 'get-stream-messages',
  text: 'select * from message_store.get_stream_messages($1, 0, 1000)',
};

/**
 * message-db in a database of its own, with a connection for each writer and its functions called by prepared statements.
 *
 * @param {string} url an empty database, as a superuser
 * @param {number} connections
 */
export const openMessageDb = async (url, connections) => {
  await install(url);
  const pool = new pg.Pool({ connectionString: url, max: connections, options: searchPath });
  pool.on('error', () => undefined);
  return {
    /** To a stream that is new, and said to be; its category is what stands before the first hyphen. One event a call. */
    create: async (stream, events) => {
      for (const [index, { id, type, data, metadata }] of events.entries()) {
        const values = [id, stream, type, JSON.stringify(data), JSON.stringify(metadata), index - 1];
        await pool.query({ ...write, values });
      }
    },
    /** @returns how many messages the stream has. */
    readStream: async (stream) => (await pool.query({ ...read, values: [stream] })).rows.length,
    close: () => pool.end(),
  };
};
