import type { JsonValue } from '../store/event-store';
import type { Compartment, Personal, SealBinding, SealedValue } from './personal';

/** What is shown in the place of data whose key was destroyed. */
export const erased = Symbol('erased');
export type Erased = typeof erased;

/** Opens what is sealed, and destroys keys. */
export abstract class Vault {
  /** @throws SealBroken when the value was tampered with or moved; gives `erased` when its key was destroyed. */
  abstract open<T>(personal: Personal<T>): Promise<T | Erased>;

  /** Opens many with one look-up of keys: for a page of rows. */
  abstract openAll<T>(personal: readonly Personal<T>[]): Promise<(T | Erased)[]>;

  /** Destroys her keys, for good. What was done stays; what it says of her can no longer be read. */
  abstract destroyKeys(personId: string, only?: readonly Compartment[]): Promise<void>;

  /** A keyed hash of a normalised identifier, for look-up and for names of reservation streams. The same for ever. */
  abstract blindIndex(kind: string, value: string): string;
}

/** A value and the one place it is sealed for. */
export interface ToSeal {
  readonly value: JsonValue;
  readonly binding: SealBinding;
}

/** A vault that also seals: what the codec needs, and nothing else does. */
export abstract class SealingVault extends Vault {
  /**
   * Seals values with her keys, made on first use; in the same order, with one look-up of keys.
   * @throws PersonErased when her keys of that compartment were destroyed.
   */
  abstract sealAll(values: readonly ToSeal[]): Promise<readonly SealedValue[]>;
}
