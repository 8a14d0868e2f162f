import type { ClientBase, Pool } from 'pg';
import { orAbandoned } from './abandon';

/** A transaction whose COMMIT was answered with ROLLBACK: an error of the database had been caught and passed over. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';

  constructor() {
    super('The transaction had failed before it was to be committed. Do not catch errors of the database inside it.');
  }
}

// What a transaction has locked is free four seconds after its host vanished (the server asks twice, a second apart, when it has
// heard nothing for two), and a minute after its code began to hang.
const begin = `
  begin;
  set local tcp_keepalives_idle to 2;
  set local tcp_keepalives_interval to 1;
  set local tcp_keepalives_count to 2;
  set local tcp_user_timeout to 4000;
  set local idle_in_transaction_session_timeout to '60s'`;

/** Work in one transaction on a connection that is in hand. */
export const inTransaction = async <T>(client: ClientBase, work: () => Promise<T>): Promise<T> => {
  await client.query(begin);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // A rollback that fails too has nothing to add: the connection is gone, and the transaction with it.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new NotCommitted();
  return result;
};

/**
 * Takes a connection from the pool for as long as the work lasts; one that broke is not given back.
 * @param abandon when it aborts, the connection is cut and the work no longer waited for.
 */
export const withConnection = async <T>(
  pool: Pool,
  work: (client: ClientBase) => Promise<T>,
  abandon?: AbortSignal,
): Promise<T> => {
  const connecting = pool.connect();
  const client = await orAbandoned(connecting, abandon).catch((error: unknown) => {
    // Should it come yet, it goes straight back.
    connecting.then(
      (late) => late.release(),
      () => undefined,
    );
    throw error;
  });
  const broken = new AbortController();
  // A connection that breaks between two queries tells nobody but its listeners, and without one the process ends. The work may
  // never look at it again: then it is not waited for either.
  let onError: (error: Error) => void = () => undefined;
  const breaks = new Promise<never>((_, reject) => {
    onError = (error) => {
      broken.abort(error);
      reject(error);
    };
  });
  breaks.catch(() => undefined);
  client.on('error', onError);
  try {
    return await orAbandoned(Promise.race([work(client), breaks]), abandon);
  } finally {
    client.off('error', onError);
    client.release(broken.signal.aborted || abandon?.aborted === true);
  }
};

/** Work in one transaction on a connection from the pool. */
export const withTransaction = <T>(
  pool: Pool,
  work: (client: ClientBase) => Promise<T>,
  abandon?: AbortSignal,
): Promise<T> => withConnection(pool, (client) => inTransaction(client, () => work(client)), abandon);
