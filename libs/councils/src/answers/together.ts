import type { Pool, PoolClient } from 'pg';

/** All of it or nothing. @throws what the work throws */
export const together = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => undefined,
      () => new Error('It could not be taken back.'),
    );
    throw error;
  } finally {
    // A connection in the middle of a transaction is of no use to the next.
    client.release(broken);
  }
};
