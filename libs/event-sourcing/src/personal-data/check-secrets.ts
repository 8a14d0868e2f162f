import type { Pool } from 'pg';
import { KeyFault } from './errors';
import { keyringStatements } from './keyring-statements';
import type { MasterKeys } from './master-keys';

/**
 * Refuses secrets that do not belong to this keyring, before anything is written with them.
 * @param indexKeyCheck what the index key makes of a fixed word
 * @throws KeyFault
 */
export const checkSecrets = async (pool: Pool, masters: MasterKeys, indexKeyCheck: string): Promise<void> => {
  const { rows: inUse } = await pool.query<{ master_key_id: string }>(keyringStatements.mastersInUse);
  const missing = inUse.filter(({ master_key_id: id }) => !masters.has(id)).map(({ master_key_id: id }) => id);
  if (missing.length > 0) {
    throw new KeyFault(
      `The keyring is wrapped with master key ${missing.join(', ')}, and the one given is ${masters.current}. ` +
        'Give the master key that belongs to this database (MASTER_KEY, MASTER_KEY_FILE or the file in DATA_DIR/keys).',
    );
  }
  await pool.query(keyringStatements.noteIndexKey, [indexKeyCheck]);
  const { rows } = await pool.query<{ check_value: string }>(keyringStatements.readIndexKey);
  if (rows[0]?.check_value !== indexKeyCheck) {
    throw new KeyFault(
      'INDEX_KEY is not the one this database was filled with: nobody would be found. Give that one; it never changes.',
    );
  }
};
