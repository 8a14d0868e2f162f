import type { Pool, PoolClient } from 'pg';
import { keyringStatements } from './keyring-statements';
import type { MasterKeys, WrappedKey } from './master-keys';

const batchSize = 500;
/** The smallest UUID. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Wraps every data key again under the current (first) master key of the ring. Each batch is a transaction, so it can be
 * stopped anywhere and run again; until it is done the older masters are needed. What is sealed is not touched.
 *
 * @param onProgress told after each batch: keys wrapped again, and how many there were to do
 * @returns how many data keys were wrapped again.
 * @throws KeyFault when the ring lacks a master that is still in use.
 */
export const rotateMasterKey = async (
  pool: Pool,
  masters: MasterKeys,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> => {
  const client = await pool.connect();
  try {
    await client.query(keyringStatements.noteMaster, [masters.current]);
    // First, so that no process makes another key under an old master behind our back.
    await client.query(keyringStatements.retireOtherMasters, [masters.current]);
    const { rows } = await client.query<{ left: number }>(keyringStatements.countOfOtherMasters, [masters.current]);
    const total = rows[0]?.left ?? 0;
    let done = 0;
    for (let after = beforeAll; ;) {
      const batch = await rewrapBatch(client, masters, after);
      const last = batch.at(-1);
      if (!last) break;
      after = last.keyId;
      done += batch.length;
      onProgress(done, total);
    }
    client.release();
    return done;
  } catch (error) {
    client.release(true);
    throw error;
  }
};

/** @param after where the batch before has ended: to begin with the first key each time would take the longer the more are done. */
const rewrapBatch = async (client: PoolClient, masters: MasterKeys, after: string): Promise<readonly WrappedKey[]> => {
  await client.query('begin');
  const values = [masters.current, after, batchSize];
  const { rows } = await client.query<WrappedKey>(keyringStatements.nextOfOtherMasters, values);
  const rewrapped = rows.map(({ keyId, personId, compartment, reference, wrapped, masterKeyId }) => {
    const slot = { personId, compartment, reference };
    return masters.wrap(keyId, masters.unwrap({ ...slot, keyId, wrapped, masterKeyId }), slot);
  });
  await client.query(keyringStatements.wrapAgain, [
    rewrapped.map((key) => key.keyId),
    rewrapped.map((key) => key.wrapped),
    masters.current,
  ]);
  await client.query('commit');
  return rows;
};
