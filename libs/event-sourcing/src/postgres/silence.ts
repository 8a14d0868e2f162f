import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { Client, type ClientBase, type ClientConfig, DatabaseError } from 'pg';
import { pause } from '../background/pause';

/** A connection that was asked something, and has said nothing for so long, is asked after. Milliseconds. */
const longestSilence = 5_000;
/** Whoever asks after it wants an answer in this time. Milliseconds. */
const patience = 5_000;
/** What the server has just sent is waited for. Milliseconds. */
const onItsWay = 500;
/** One that is to end, and is not told goodbye, is ended by us. Milliseconds. */
const goodbye = 2_000;
/** How often a connection that only listens is asked whether it is there. Milliseconds. */
const askEvery = 5_000;

/** It works: for itself, or behind a lock. Where it waits for us, it has not heard us, or we have not heard it. */
const isAtWorkStatement = `
  select state = 'active' and wait_event_type is distinct from 'Client' as "isAtWork"
  from pg_stat_activity
  where pid = $1`;

/** What is looked at of a connection that pg keeps to itself. */
interface Inside {
  readonly processID: number;
  readonly readyForQuery: boolean;
  readonly connection: { readonly stream: Socket };
}

/** The network between us and the database takes what we say and brings nothing back. */
export class ConnectionSilent extends Error {
  override readonly name = 'ConnectionSilent';
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('The connection was asked something, and the database does not work on it.');
  }
}

const logger = new Logger('Database');

/**
 * Ends a connection that is half-open: it stands, and nothing comes through. The operating system would take a quarter of an hour
 * to notice. A statement may take as long as it likes: when nothing was heard for five seconds, the server is asked, on another
 * connection, whether it works on it. Where it does not, or does not answer, the connection is ended, and whoever waits for it is
 * told as for any that is lost.
 * @param client connected straight to the server
 */
export const watchSilence = (client: ClientBase, config: ClientConfig): void => {
  const inside = client as unknown as Inside;
  const { stream } = inside.connection;
  const look = async (): Promise<void> => {
    if (inside.readyForQuery || stream.destroyed) return;
    const heard = stream.bytesRead;
    const isAtWork = await asksAfter(inside.processID, config);
    if (!isAtWork) await pause(onItsWay);
    if (stream.destroyed || stream.bytesRead !== heard) return;
    if (isAtWork) stream.setTimeout(longestSilence);
    else {
      logger.warn('A connection is given up: it was asked something, and the database does not work on it.');
      stream.destroy(new ConnectionSilent());
    }
  };
  stream.setTimeout(longestSilence);
  stream.on('timeout', () => void look());
  stream.once('finish', () => setTimeout(() => stream.destroy(), goodbye).unref());
};

/** The same for a connection that only listens: it is asked every so often, so that silence shows. */
export const keepInTouch = (client: ClientBase, config: ClientConfig): void => {
  watchSilence(client, config);
  const inside = client as unknown as Inside;
  const asking = setInterval(() => {
    if (inside.readyForQuery) client.query('select').catch(() => undefined);
  }, askEvery);
  client.once('end', () => clearInterval(asking));
};

/** @returns whether the server works on what that connection was asked; false where it cannot be asked either. */
const asksAfter = async (processId: number, config: ClientConfig): Promise<boolean> => {
  const client = new Client({
    ...config,
    application_name: 'ttg asks after another',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ isAtWork: boolean }>(isAtWorkStatement, [processId]);
    return rows[0]?.isAtWork ?? false;
  } catch (error) {
    // A server that says why it does not let us in is there: it is asked again later.
    return error instanceof DatabaseError;
  } finally {
    void client.end().catch(() => undefined);
  }
};
