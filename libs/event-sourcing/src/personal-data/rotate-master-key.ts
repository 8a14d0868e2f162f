import type { Pool, PoolClient } from 'pg';
import type { MasterKeys, WrappedKey } from './master-keys';

const batchSize = 500;

const note = `insert into keyring.master_keys (master_key_id) values ($1) on conflict do nothing`;

/** A master that a rotation comes back to is in use again. */
const retireOthers = `
update keyring.master_keys
set retired_at = case when master_key_id = $1 then null else coalesce(retired_at, now()) end
where (master_key_id = $1) = (retired_at is not null)`;

const count = `
select count(*)::int as left from keyring.data_keys where wrapped is not null and master_key_id <> $1`;

const nextBatch = `
select key_id as "keyId", person_id as "personId", compartment, reference, wrapped, master_key_id as "masterKeyId"
from keyring.data_keys
where wrapped is not null and master_key_id <> $1
order by key_id limit $2
for update`;

const rewrap = `
update keyring.data_keys as d set wrapped = n.wrapped, master_key_id = $3
from unnest($1::uuid[], $2::bytea[]) as n (key_id, wrapped)
where d.key_id = n.key_id`;

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
    await client.query(note, [masters.current]);
    // First, so that no process makes another key under an old master behind our back.
    await client.query(retireOthers, [masters.current]);
    const { rows } = await client.query<{ left: number }>(count, [masters.current]);
    const total = rows[0]?.left ?? 0;
    let done = 0;
    for (let batch = await rewrapBatch(client, masters); batch > 0; batch = await rewrapBatch(client, masters)) {
      done += batch;
      onProgress(done, total);
    }
    client.release();
    return done;
  } catch (error) {
    client.release(true);
    throw error;
  }
};

const rewrapBatch = async (client: PoolClient, masters: MasterKeys): Promise<number> => {
  await client.query('begin');
  const { rows } = await client.query<WrappedKey>(nextBatch, [masters.current, batchSize]);
  const rewrapped = rows.map(({ keyId, personId, compartment, reference, wrapped, masterKeyId }) => {
    const slot = { personId, compartment, reference };
    return masters.wrap(keyId, masters.unwrap({ ...slot, keyId, wrapped, masterKeyId }), slot);
  });
  await client.query(rewrap, [rewrapped.map((key) => key.keyId), rewrapped.map((key) => key.wrapped), masters.current]);
  await client.query('commit');
  return rows.length;
};
