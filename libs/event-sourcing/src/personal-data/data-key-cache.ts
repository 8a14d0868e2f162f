import type { KeyObject } from 'node:crypto';
import type { KeySlot } from './master-keys';
import { RecentlyUsed } from './recently-used';

/** A data key in memory, or the knowledge that it was destroyed. */
export type CachedKey = KeySlot & { readonly keyId: string } & (
    { readonly key: KeyObject } | { readonly destroyed: true }
  );

/** Names a slot within its compartment. Most have no reference: there it is the person's id as it stands, with no text to join. */
const nameOf = ({ personId, reference }: KeySlot): string =>
  reference === '' ? personId : `${personId}\u0000${reference}`;

interface Held {
  readonly key: CachedKey;
  readonly until: number;
}

/**
 * Data keys, unwrapped, of the people seen last. Bounded in number, for each compartment, and in time: a key that another
 * process destroyed is forgotten here within `keptForMs`.
 */
export class DataKeyCache {
  private readonly byId: RecentlyUsed<Held>;
  private readonly byCompartment = new Map<string, RecentlyUsed<Held>>();

  constructor(
    private readonly size = 10_000,
    private readonly keptForMs = 60_000,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.byId = new RecentlyUsed(size);
  }

  byKeyId(keyId: string): CachedKey | undefined {
    return this.fresh(this.byId.get(keyId));
  }

  bySlot(slot: KeySlot): CachedKey | undefined {
    return this.fresh(this.byCompartment.get(slot.compartment)?.get(nameOf(slot)));
  }

  add(key: CachedKey): void {
    const held = { key, until: this.now() + this.keptForMs };
    this.byId.set(key.keyId, held);
    this.slotsOf(key.compartment).set(nameOf(key), held);
  }

  forget(key: KeySlot & { readonly keyId: string }): void {
    this.byId.delete(key.keyId);
    this.byCompartment.get(key.compartment)?.delete(nameOf(key));
  }

  private slotsOf(compartment: string): RecentlyUsed<Held> {
    const slots = this.byCompartment.get(compartment) ?? new RecentlyUsed<Held>(this.size);
    this.byCompartment.set(compartment, slots);
    return slots;
  }

  private fresh(held: Held | undefined): CachedKey | undefined {
    if (!held || held.until > this.now()) return held?.key;
    this.forget(held.key);
    return undefined;
  }
}
