import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import DataLoader from 'dataloader';
import { keyLength } from './aes-gcm';
import { DataKeyCache, type CachedKey } from './data-key-cache';
import { KeyFault, PersonErased } from './errors';
import type { Keyring, KeyringEntry } from './keyring';
import type { KeySlot, MasterKeys } from './master-keys';
import type { Compartment } from './personal';
import type { DataKey } from './seal';

/** Where a data key belongs. A protected address has a key for itself, so that one can be destroyed without the others. */
export const slotFor = (personId: string, compartment: Compartment, eventId: string): KeySlot => ({
  personId,
  compartment,
  reference: compartment === 'protected-address' ? eventId : '',
});

/** Data keys, unwrapped: found in memory or in the keyring, and made on first use. */
export class DataKeys {
  /** What many ask for at the same moment is one look-up: after a quiet minute no key is in memory. */
  private readonly lookUps = new DataLoader<KeySlot, KeyringEntry | undefined>((slots) => this.lookUp(slots), {
    cache: false,
  });

  constructor(
    private readonly keyring: Keyring,
    private readonly masters: MasterKeys,
    private readonly cache = new DataKeyCache(),
  ) {}

  /** @returns the keys that are known by these ids, in one look-up. */
  async findAll(keyIds: Iterable<string>): Promise<ReadonlyMap<string, CachedKey>> {
    const found = new Map<string, CachedKey>();
    const unknown: string[] = [];
    for (const keyId of new Set(keyIds)) {
      const cached = this.cache.byKeyId(keyId);
      if (cached) found.set(keyId, cached);
      else unknown.push(keyId);
    }
    if (unknown.length === 0) return found;
    for (const entry of await this.keyring.findByIds(unknown)) found.set(entry.keyId, this.remember(entry));
    return found;
  }

  /** @returns the key of each slot, in the same order, where all are in memory. @throws PersonErased as `findOrMake` */
  inMemory(slots: readonly KeySlot[]): readonly DataKey[] | undefined {
    const keys: DataKey[] = [];
    for (const slot of slots) {
      const cached = this.cache.bySlot(slot);
      if (!cached) return undefined;
      keys.push(usable(slot, cached));
    }
    return keys;
  }

  /**
   * @returns the key of each slot, in the same order; those that do not exist are made.
   * @throws PersonErased where the slot's keys were destroyed.
   */
  async findOrMake(slots: readonly KeySlot[]): Promise<readonly DataKey[]> {
    const cached = slots.map((slot) => this.cache.bySlot(slot));
    const missing = slots.filter((_, index) => !cached[index]);
    const looked = await this.lookUpOrMake(missing);
    return slots.map((slot, index) => usable(slot, cached[index] ?? looked.find((key) => same(key, slot))));
  }

  forget(destroyed: readonly KeyringEntry[]): void {
    for (const entry of destroyed) this.cache.forget(entry);
  }

  private async lookUpOrMake(slots: readonly KeySlot[]): Promise<readonly CachedKey[]> {
    const there = (await Promise.all(slots.map((slot) => this.lookUps.load(slot)))).flatMap((entry) => entry ?? []);
    const free = slots.filter(
      (slot, index) => slots.findIndex((other) => same(other, slot)) === index && !there.some((key) => same(key, slot)),
    );
    if (free.length === 0) return there.map((entry) => this.remember(entry));
    await this.make(free);
    return (await this.keyring.findBySlots(slots)).map((entry) => this.remember(entry));
  }

  private async lookUp(slots: readonly KeySlot[]): Promise<(KeyringEntry | undefined)[]> {
    const entries = await this.keyring.findBySlots(slots);
    return slots.map((slot) => entries.find((found) => same(found, slot)));
  }

  private async make(slots: readonly KeySlot[]): Promise<void> {
    if (await this.tryToMake(slots)) return;
    // Another process rotated the master key meanwhile: the file has the new one.
    this.masters.reload();
    if (await this.tryToMake(slots)) return;
    throw new KeyFault(
      `Master key ${this.masters.current} was retired by a rotation. Put the new one first in MASTER_KEY and start again.`,
    );
  }

  private tryToMake(slots: readonly KeySlot[]): Promise<boolean> {
    const keys = slots.map((slot) => this.masters.wrap(randomUUID(), randomBytes(keyLength), slot));
    return this.keyring.add(keys, this.masters.current);
  }

  private remember(entry: KeyringEntry): CachedKey {
    const { keyId, personId, compartment, reference } = entry;
    const slot = { keyId, personId, compartment, reference };
    const key: CachedKey = entry.destroyed
      ? { ...slot, destroyed: true }
      : { ...slot, key: createSecretKey(this.masters.unwrap(entry)) };
    this.cache.add(key);
    return key;
  }
}

const same = (a: KeySlot, b: KeySlot): boolean =>
  a.personId === b.personId && a.compartment === b.compartment && a.reference === b.reference;

const usable = (slot: KeySlot, found: CachedKey | undefined): DataKey => {
  if (!found || 'destroyed' in found) throw new PersonErased(slot.personId, slot.compartment as Compartment);
  return found;
};
