import type { Pool } from 'pg';
import { KeyFault } from './errors';
import type { MasterKeys } from './master-keys';

const mastersInUse = `
select master_key_id from keyring.master_keys as m
where exists (select from keyring.data_keys as d where d.master_key_id = m.master_key_id and d.wrapped is not null)`;

const noteIndexKey = `
insert into keyring.index_key (check_value) values ($1) on conflict do nothing`;

const readIndexKey = `select check_value from keyring.index_key`;

/**
 * Refuses secrets that do not belong to this keyring, before anything is written with them.
 * @param indexKeyCheck what the index key makes of a fixed word
 * @throws KeyFault
 */
export const checkSecrets = async (pool: Pool, masters: MasterKeys, indexKeyCheck: string): Promise<void> => {
  const { rows: inUse } = await pool.query<{ master_key_id: string }>(mastersInUse);
  const missing = inUse.filter(({ master_key_id: id }) => !masters.has(id)).map(({ master_key_id: id }) => id);
  if (missing.length > 0) {
    throw new KeyFault(
      `The keyring is wrapped with master key ${missing.join(', ')}, and the one given is ${masters.current}. ` +
        'Give the master key that belongs to this database (MASTER_KEY, MASTER_KEY_FILE or the file in DATA_DIR/keys).',
    );
  }
  await pool.query(noteIndexKey, [indexKeyCheck]);
  const { rows } = await pool.query<{ check_value: string }>(readIndexKey);
  if (rows[0]?.check_value !== indexKeyCheck) {
    throw new KeyFault(
      'INDEX_KEY is not the one this database was filled with: nobody would be found. Give that one; it never changes.',
    );
  }
};
