import type { Pool, PoolClient } from 'pg';
import type { Compartment } from './personal';
import type { KeySlot, WrappedKey } from './master-keys';

/** A row of the keyring: a wrapped key, or what is left of one that was destroyed. */
export type KeyringEntry =
  (WrappedKey & { readonly destroyed: false }) | (KeySlot & { readonly keyId: string; readonly destroyed: true });

interface Row {
  readonly key_id: string;
  readonly person_id: string;
  readonly compartment: string;
  readonly reference: string;
  readonly wrapped: Buffer | null;
  readonly master_key_id: string | null;
}

const columns = 'key_id, person_id, compartment, reference, wrapped, master_key_id';

const findByIds = `select ${columns} from keyring.data_keys where key_id = any($1::uuid[])`;

const findBySlots = `
select ${columns}
from keyring.data_keys
join unnest($1::text[], $2::text[], $3::text[]) as slot (person_id, compartment, reference)
  using (person_id, compartment, reference)`;

/** Making and destroying keys of one person wait for each other, or a key could be made just after all were destroyed. */
const lockPerson = `select pg_advisory_xact_lock(hashtextextended('keyring ' || $1, 0))`;

/** Shared with other makers of keys; a rotation that retires this master waits for it, and makers after it find it retired. */
const lockMaster = `select 1 from keyring.master_keys where master_key_id = $1 and retired_at is null for share`;

const noteMaster = `insert into keyring.master_keys (master_key_id) values ($1) on conflict do nothing`;

const insert = `
insert into keyring.data_keys (key_id, person_id, compartment, reference, wrapped, master_key_id)
select $1, $2, $3, $4, $5, $6
where not exists (select from keyring.erased where person_id = $2 and compartment = $3)
on conflict do nothing`;

const destroy = `
update keyring.data_keys set wrapped = null, master_key_id = null, destroyed_at = now()
where person_id = $1 and compartment = any($2::text[]) and ($3::text is null or reference = $3) and wrapped is not null
returning key_id`;

const markErased = `
insert into keyring.erased (person_id, compartment) select $1, unnest($2::text[]) on conflict do nothing`;

const entry = ({
  key_id: keyId,
  person_id: personId,
  compartment,
  reference,
  wrapped,
  master_key_id: masterKeyId,
}: Row): KeyringEntry =>
  wrapped && masterKeyId
    ? { keyId, personId, compartment, reference, wrapped, masterKeyId, destroyed: false }
    : { keyId, personId, compartment, reference, destroyed: true };

/** The SQL of the schema `keyring`. Keys come and go wrapped. */
export class Keyring {
  constructor(private readonly pool: Pool) {}

  async findByIds(keyIds: readonly string[]): Promise<readonly KeyringEntry[]> {
    const { rows } = await this.pool.query<Row>({ name: 'keyring-by-ids', text: findByIds, values: [keyIds] });
    return rows.map(entry);
  }

  async findBySlots(slots: readonly KeySlot[]): Promise<readonly KeyringEntry[]> {
    const values = [slots.map((s) => s.personId), slots.map((s) => s.compartment), slots.map((s) => s.reference)];
    const { rows } = await this.pool.query<Row>({ name: 'keyring-by-slots', text: findBySlots, values });
    return rows.map(entry);
  }

  /**
   * Adds the keys whose slots are free. A slot that another writer took first, or that was erased, is left as it is.
   * @returns false when the master they are wrapped with was retired by a rotation: nothing was added.
   */
  async add(keys: readonly WrappedKey[], masterKeyId: string): Promise<boolean> {
    return this.inTransaction(async (client) => {
      await client.query(noteMaster, [masterKeyId]);
      const { rowCount } = await client.query(lockMaster, [masterKeyId]);
      if (rowCount === 0) return false;
      // In one order for all writers, so that two of them never wait for each other.
      const people = [...new Set(keys.map(({ personId }) => personId))].sort();
      for (const personId of people) await client.query(lockPerson, [personId]);
      for (const key of keys) {
        await client.query(insert, [
          key.keyId,
          key.personId,
          key.compartment,
          key.reference,
          key.wrapped,
          key.masterKeyId,
        ]);
      }
      return true;
    });
  }

  /**
   * Forgets the wrapped keys of these compartments, for good, and makes no new ones in them.
   * @returns the ids of the keys that are gone.
   */
  async erase(personId: string, compartments: readonly Compartment[]): Promise<readonly string[]> {
    return this.inTransaction(async (client) => {
      await client.query(lockPerson, [personId]);
      await client.query(markErased, [personId, compartments]);
      const { rows } = await client.query<{ key_id: string }>(destroy, [personId, compartments, null]);
      return rows.map((row) => row.key_id);
    });
  }

  /** Forgets the key of the one protected address that this event holds. */
  async destroyProtectedAddress(personId: string, eventId: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ key_id: string }>(destroy, [personId, ['protected-address'], eventId]);
    return rows.map((row) => row.key_id);
  }

  private async inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // A connection whose transaction failed is thrown away: PostgreSQL rolls it back.
      client.release(true);
      throw error;
    }
  }
}
