import type { ClientBase, Pool, QueryResult } from 'pg';
import { orAbandoned } from './abandon';
import { type Prepared, sendTogether } from './sent-together';

/** A transaction whose COMMIT was answered with ROLLBACK: an error of the database had been caught and passed over. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';

  constructor() {
    super('The transaction had failed before it was to be committed. Do not catch errors of the database inside it.');
  }
}

// What was sent to a host that vanished is waited for no longer than its answers are (`absenceSettings`). In transactions alone: one
// who reads much, and is busy for as long before she takes it, would be cut off.
const begin = ['begin', 'set local tcp_user_timeout to 4000'];

/**
 * Work in one transaction on a connection that is in hand.
 * @param work given the answers to `opening`.
 * @param opening statements that are sent with BEGIN, in the same round trip.
 */
export const inTransaction = async <T>(
  client: ClientBase,
  work: (answers: readonly QueryResult[]) => Promise<T>,
  opening: readonly (string | Prepared)[] = [],
): Promise<T> => {
  let result: T;
  try {
    const answers = await sendTogether(client, [...begin, ...opening]);
    result = await work(answers.slice(begin.length));
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

/** As `inTransaction`, on a connection from the pool. */
export const withTransaction = <T>(
  pool: Pool,
  work: (client: ClientBase, answers: readonly QueryResult[]) => Promise<T>,
  { opening, abandon }: { readonly opening?: readonly (string | Prepared)[]; readonly abandon?: AbortSignal } = {},
): Promise<T> =>
  withConnection(pool, (client) => inTransaction(client, (answers) => work(client, answers), opening), abandon);
