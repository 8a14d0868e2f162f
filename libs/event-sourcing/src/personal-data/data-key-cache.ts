import type { KeyObject } from 'node:crypto';
import type { KeySlot } from './master-keys';
import { RecentlyUsed } from './recently-used';

/** A data key in memory, or the knowledge that it was destroyed. */
export type CachedKey = KeySlot & { readonly keyId: string } & (
    { readonly key: KeyObject } | { readonly destroyed: true }
  );

const nameOf = ({ personId, compartment, reference }: KeySlot): string =>
  `${compartment}\u0000${personId}\u0000${reference}`;

interface Held {
  readonly key: CachedKey;
  readonly until: number;
}

/**
 * Data keys, unwrapped, of the people seen last. Bounded in number and in time: a key that another process destroyed is
 * forgotten here within `keptForMs`.
 */
export class DataKeyCache {
  private readonly byId: RecentlyUsed<Held>;
  private readonly slots: RecentlyUsed<Held>;

  constructor(
    size = 10_000,
    private readonly keptForMs = 60_000,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.byId = new RecentlyUsed(size);
    this.slots = new RecentlyUsed(size);
  }

  byKeyId(keyId: string): CachedKey | undefined {
    return this.fresh(this.byId.get(keyId));
  }

  bySlot(slot: KeySlot): CachedKey | undefined {
    return this.fresh(this.slots.get(nameOf(slot)));
  }

  add(key: CachedKey): void {
    const held = { key, until: this.now() + this.keptForMs };
    this.byId.set(key.keyId, held);
    this.slots.set(nameOf(key), held);
  }

  forget(key: KeySlot & { readonly keyId: string }): void {
    this.byId.delete(key.keyId);
    this.slots.delete(nameOf(key));
  }

  private fresh(held: Held | undefined): CachedKey | undefined {
    if (!held || held.until > this.now()) return held?.key;
    this.forget(held.key);
    return undefined;
  }
}
