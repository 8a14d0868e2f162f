import type { KeySlot } from './master-keys';

/** A data key in memory, or the knowledge that it was destroyed. */
export type CachedKey = KeySlot & { readonly keyId: string } & (
    { readonly key: Buffer } | { readonly destroyed: true }
  );

const nameOf = ({ personId, compartment, reference }: KeySlot): string =>
  JSON.stringify([personId, compartment, reference]);

interface Held {
  readonly key: CachedKey;
  readonly until: number;
}

/**
 * Data keys, unwrapped, of the people seen last. Bounded in number and in time: a key that another process destroyed is
 * forgotten here within `keptForMs`.
 */
export class DataKeyCache {
  private readonly byId = new Map<string, Held>();
  private readonly idBySlot = new Map<string, string>();

  constructor(
    private readonly size = 20_000,
    private readonly keptForMs = 60_000,
    private readonly now: () => number = () => performance.now(),
  ) {}

  byKeyId(keyId: string): CachedKey | undefined {
    const held = this.byId.get(keyId);
    if (!held) return undefined;
    this.byId.delete(keyId);
    if (held.until <= this.now()) {
      this.idBySlot.delete(nameOf(held.key));
      return undefined;
    }
    // Put back at the end: the first of the map is the one used longest ago.
    this.byId.set(keyId, held);
    return held.key;
  }

  bySlot(slot: KeySlot): CachedKey | undefined {
    const keyId = this.idBySlot.get(nameOf(slot));
    return keyId === undefined ? undefined : this.byKeyId(keyId);
  }

  add(key: CachedKey): void {
    this.byId.delete(key.keyId);
    this.byId.set(key.keyId, { key, until: this.now() + this.keptForMs });
    this.idBySlot.set(nameOf(key), key.keyId);
    const [oldest] = this.byId.keys();
    if (this.byId.size > this.size && oldest !== undefined) this.forget([oldest]);
  }

  forget(keyIds: readonly string[]): void {
    for (const keyId of keyIds) {
      const held = this.byId.get(keyId);
      if (held) this.idBySlot.delete(nameOf(held.key));
      this.byId.delete(keyId);
    }
  }
}
