import { inspect } from 'node:util';

/**
 * Where a piece of personal data is kept. Each compartment of each person has a data key of its own, so that a service
 * reads only the compartments its work needs, and so that one of them can be destroyed without the others.
 */
export const compartments = ['identity', 'contact', 'health', 'protected-address', 'her-words'] as const;
export type Compartment = (typeof compartments)[number];

/** What ties a ciphertext to the one place it was written for. It goes into the additional authenticated data. */
export interface SealBinding {
  readonly eventId: string;
  readonly eventType: string;
  readonly field: string;
  readonly personId: string;
  readonly compartment: Compartment;
}

/** A sealed value as it stands in an event body. */
export interface SealedValue {
  readonly keyId: string;
  readonly iv: string;
  readonly ciphertext: string;
}

type Content<T> =
  | { readonly kind: 'open'; readonly value: T }
  | { readonly kind: 'sealed'; readonly sealed: SealedValue; readonly binding: SealBinding };

/**
 * A piece of personal data. Open while a command is being decided, sealed from the moment its event is written: events,
 * read models, logs and kept answers hold it sealed, and it is opened only where it is shown (`Vault.open`).
 *
 * It never prints its value: not in a log line, not in an error, not in `JSON.stringify`.
 */
export class Personal<T> {
  private constructor(private readonly content: Content<T>) {}

  /** @returns personal data as a person typed it, not yet sealed. */
  static of<T>(value: T): Personal<T> {
    return new Personal<T>({ kind: 'open', value });
  }

  /** @returns personal data as it was read from an event. */
  static sealed<T>(sealed: SealedValue, binding: SealBinding): Personal<T> {
    return new Personal<T>({ kind: 'sealed', sealed, binding });
  }

  /** @returns personal data from a read model's column, as `toJSON` wrote it. */
  static fromReadModel<T>(stored: SealedValue & SealBinding): Personal<T> {
    const { keyId, iv, ciphertext, ...binding } = stored;
    return Personal.sealed<T>({ keyId, iv, ciphertext }, binding);
  }

  /** Gives the content to the vault and to deciders' tests; nothing else needs it. */
  match<R>(whenOpen: (value: T) => R, whenSealed: (sealed: SealedValue, binding: SealBinding) => R): R {
    return this.content.kind === 'open'
      ? whenOpen(this.content.value)
      : whenSealed(this.content.sealed, this.content.binding);
  }

  /** The form a read model keeps: sealed, with what is needed to open it. Open data has no such form. */
  toJSON(): (SealedValue & SealBinding) | undefined {
    return this.match(
      () => undefined,
      (sealed, binding) => ({ ...sealed, ...binding }),
    );
  }

  toString(): string {
    return '[personal data]';
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
