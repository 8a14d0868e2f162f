import type { ClientBase, Pool } from 'pg';

/** A transaction whose COMMIT was answered with ROLLBACK: an error of the database had been caught and passed over. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';

  constructor() {
    super('The transaction had failed before it was to be committed. Do not catch errors of the database inside it.');
  }
}

/** Work in one transaction on a connection that is in hand. */
export const inTransaction = async <T>(client: ClientBase, work: () => Promise<T>): Promise<T> => {
  await client.query('begin');
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

/** Takes a connection from the pool for as long as the work lasts; one that broke is not given back. */
export const withConnection = async <T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that breaks between two queries tells nobody but its listeners, and without one the process ends.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
};

/** Work in one transaction on a connection from the pool. */
export const withTransaction = <T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> =>
  withConnection(pool, (client) => inTransaction(client, () => work(client)));
