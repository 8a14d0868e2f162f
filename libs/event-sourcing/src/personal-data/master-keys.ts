import { createHash } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm';
import { KeyFault } from './errors';
import { lengthPrefixed } from './length-prefixed';
import { ivLength } from './random-iv';

/** What ties a wrapped key to its row of the keyring, so that rows cannot be exchanged. */
export interface KeySlot {
  readonly personId: string;
  readonly compartment: string;
  /** The event that holds a protected address; empty for the other compartments. */
  readonly reference: string;
}

export interface WrappedKey extends KeySlot {
  readonly keyId: string;
  readonly masterKeyId: string;
  /** iv and ciphertext. */
  readonly wrapped: Buffer;
}

/** A master key is known by its fingerprint: two rings that hold the same key agree on its id. */
export const masterKeyId = (master: Buffer): string =>
  createHash('sha256').update('ttg master key id').update(master).digest('base64url').slice(0, 16);

const context = (keyId: string, { personId, compartment, reference }: KeySlot): Buffer =>
  lengthPrefixed('ttg-wrap-1', keyId, personId, compartment, reference);

/**
 * The ring of master keys. The first wraps new data keys; the others still open what was wrapped with them, until a rotation
 * has wrapped everything again.
 *
 * @param read reads the ring again from where it came, so that a running process learns of a rotation.
 */
export class MasterKeys {
  private ring: ReadonlyMap<string, Buffer>;
  private currentId: string;

  constructor(private readonly read: () => readonly Buffer[]) {
    [this.currentId, this.ring] = this.readRing();
  }

  /** The id of the master that wraps new keys. */
  get current(): string {
    return this.currentId;
  }

  /** How many masters the ring holds: more than one while a rotation goes on. */
  get size(): number {
    return this.ring.size;
  }

  has(id: string): boolean {
    return this.ring.has(id);
  }

  reload(): void {
    [this.currentId, this.ring] = this.readRing();
  }

  wrap(keyId: string, key: Buffer, slot: KeySlot): WrappedKey {
    const { iv, ciphertext } = encrypt(this.master(this.currentId), key, context(keyId, slot));
    return { ...slot, keyId, masterKeyId: this.currentId, wrapped: Buffer.concat([iv, ciphertext]) };
  }

  /** @throws KeyFault when the ring lacks the master, or the row was tampered with. */
  unwrap({ keyId, masterKeyId: id, wrapped, ...slot }: WrappedKey): Buffer {
    const encrypted = { iv: wrapped.subarray(0, ivLength), ciphertext: wrapped.subarray(ivLength) };
    const key = decrypt(this.master(id), encrypted, context(keyId, slot));
    if (!key)
      throw new KeyFault(
        `Data key ${keyId} does not open: its row in keyring.data_keys was changed. Restore the keyring.`,
      );
    return key;
  }

  private master(id: string): Buffer {
    if (!this.ring.has(id)) this.reload();
    const master = this.ring.get(id);
    if (!master)
      throw new KeyFault(
        `Master key ${id} is missing. Add it after the current one in MASTER_KEY or its file, then start again.`,
      );
    return master;
  }

  private readRing(): [string, ReadonlyMap<string, Buffer>] {
    const masters = this.read();
    const ring = new Map(masters.map((master) => [masterKeyId(master), master]));
    const [first] = ring.keys();
    if (first === undefined) throw new KeyFault('There is no master key. Set MASTER_KEY or MASTER_KEY_FILE.');
    return [first, ring];
  }
}
