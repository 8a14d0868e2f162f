import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { DataKeys, slotFor } from './data-keys';
import { SealBroken } from './errors';
import { Keyring } from './keyring';
import { checkSecrets } from './check-secrets';
import { lengthPrefixed } from './length-prefixed';
import type { MasterKeys } from './master-keys';
import { compartments, type Compartment, type Personal, type SealBinding, type SealedValue } from './personal';
import { seal, unseal } from './seal';
import { erased, SealingVault, type Erased, type ToSeal } from './vault';
import type { CachedKey } from './data-key-cache';

export interface Secrets {
  readonly masterKeys: MasterKeys;
  readonly indexKey: Buffer;
}

/** The vault on the schema `keyring` of PostgreSQL: also where the events are kept elsewhere. */
export class PostgresVault extends SealingVault {
  private readonly keyring: Keyring;
  private readonly keys: DataKeys;

  private constructor(
    pool: Pool,
    private readonly secrets: Secrets,
  ) {
    super();
    this.keyring = new Keyring(pool);
    this.keys = new DataKeys(this.keyring, secrets.masterKeys);
  }

  /**
   * @param pool connections of the application's role
   * @throws KeyFault when the secrets are not those that this keyring was filled with.
   */
  static async open(pool: Pool, secrets: Secrets): Promise<PostgresVault> {
    const vault = new PostgresVault(pool, secrets);
    await checkSecrets(pool, secrets.masterKeys, vault.blindIndex('check', 'index key'));
    return vault;
  }

  async sealAll(values: readonly ToSeal[]): Promise<readonly SealedValue[]> {
    const slots = values.map(({ binding }) => slotFor(binding.personId, binding.compartment, binding.eventId));
    const keys = this.keys.inMemory(slots) ?? (await this.keys.findOrMake(slots));
    const sealed: SealedValue[] = [];
    for (const [index, { value, binding }] of values.entries()) {
      const key = keys[index];
      if (key) sealed.push(seal(key, value, binding));
    }
    return sealed;
  }

  async open<T>(personal: Personal<T>): Promise<T | Erased> {
    const [opened] = await this.openAll([personal]);
    return opened as T | Erased;
  }

  async openAll<T>(personal: readonly Personal<T>[]): Promise<(T | Erased)[]> {
    const keyIds = personal.flatMap((one) =>
      one.match(
        () => [],
        ({ keyId }) => [keyId],
      ),
    );
    const keys = keyIds.length > 0 ? await this.keys.findAll(keyIds) : noKeys;
    return personal.map((one) =>
      one.match<T | Erased>(
        (value) => value,
        (sealed, binding) => openWith(keys, sealed, binding),
      ),
    );
  }

  async destroyKeys(personId: string, only: readonly Compartment[] = compartments): Promise<void> {
    this.keys.forget(await this.keyring.erase(personId, only));
  }

  /** Destroys the key of the one protected address that was written in this event. */
  async destroyProtectedAddress(personId: string, eventId: string): Promise<void> {
    this.keys.forget(await this.keyring.destroyProtectedAddress(personId, eventId));
  }

  blindIndex(kind: string, value: string): string {
    return createHmac('sha256', this.secrets.indexKey).update(lengthPrefixed(kind, value)).digest('base64url');
  }
}

const noKeys: ReadonlyMap<string, CachedKey> = new Map();

const openWith = <T>(keys: ReadonlyMap<string, CachedKey>, sealed: SealedValue, binding: SealBinding): T | Erased => {
  const found = keys.get(sealed.keyId);
  if (!found) throw new SealBroken(binding, 'unknown-key');
  if ('destroyed' in found) return erased;
  const opened = unseal(found.key, sealed, binding);
  if (!opened) throw new SealBroken(binding, 'does-not-open');
  return opened.value as T;
};
