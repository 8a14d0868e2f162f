import type { Pool } from 'pg';
import { keyringStatements } from './keyring-statements';
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
    const { rows } = await this.pool.query<Row>({ ...keyringStatements.findByIds, values: [keyIds] });
    return rows.map(entry);
  }

  async findBySlots(slots: readonly KeySlot[]): Promise<readonly KeyringEntry[]> {
    const values = [slots.map((s) => s.personId), slots.map((s) => s.compartment), slots.map((s) => s.reference)];
    const { rows } = await this.pool.query<Row>({ ...keyringStatements.findBySlots, values });
    return rows.map(entry);
  }

  /**
   * Adds the keys whose slots are free. A slot that another writer took first, or that was erased, is left as it is.
   * @returns false when the master they are wrapped with was retired by a rotation: nothing was added.
   */
  async add(keys: readonly WrappedKey[], masterKeyId: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ added: boolean }>(keyringStatements.addKeys, [
      keys.map((key) => key.keyId),
      keys.map((key) => key.personId),
      keys.map((key) => key.compartment),
      keys.map((key) => key.reference),
      keys.map((key) => key.wrapped),
      masterKeyId,
    ]);
    return rows[0]?.added ?? false;
  }

  /**
   * Forgets the wrapped keys of these compartments, for good, and makes no new ones in them.
   * @returns the keys that are gone.
   */
  async erase(personId: string, compartments: readonly Compartment[]): Promise<readonly KeyringEntry[]> {
    return (await this.pool.query<Row>(keyringStatements.erase, [personId, [...compartments]])).rows.map(entry);
  }

  /** Forgets the key of the one protected address that this event holds. */
  async destroyProtectedAddress(personId: string, eventId: string): Promise<readonly KeyringEntry[]> {
    return (await this.pool.query<Row>(keyringStatements.destroyProtectedAddress, [personId, eventId])).rows.map(entry);
  }
}
