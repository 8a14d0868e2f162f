import type { KeyObject } from 'node:crypto';
import type { JsonValue } from '../store/event-store';
import { decrypt, encrypt } from './aes-gcm';
import { lengthPrefixed } from './length-prefixed';
import type { SealBinding, SealedValue } from './personal';

/** Plaintexts are filled up to a multiple of this many bytes: the length of an answer must not tell "yes" from "not-known". */
const block = 32;

/** A data key with the name that sealed values call it by. */
export interface DataKey {
  readonly keyId: string;
  readonly key: KeyObject;
}

const context = ({ eventId, eventType, field, personId, compartment }: SealBinding): Buffer =>
  lengthPrefixed('ttg-seal-1', eventId, eventType, field, personId, compartment);

/** JSON may end in white space, so filling up needs no undoing. */
const filledUp = (json: string): string => json + ' '.repeat((block - (Buffer.byteLength(json) % block)) % block);

/** Seals a value for one place: one field of one event. */
export const seal = ({ keyId, key }: DataKey, value: JsonValue, binding: SealBinding): SealedValue => {
  const { iv, ciphertext } = encrypt(key, filledUp(JSON.stringify(value)), context(binding));
  return { keyId, iv: iv.toString('base64url'), ciphertext: ciphertext.toString('base64url') };
};

export type Opened = { readonly value: JsonValue } | undefined;

/** @returns nothing where the value was changed, moved, or sealed under another key. */
export const unseal = (key: KeyObject, sealed: SealedValue, binding: SealBinding): Opened => {
  const iv = Buffer.from(sealed.iv, 'base64url');
  const ciphertext = Buffer.from(sealed.ciphertext, 'base64url');
  const plaintext = decrypt(key, { iv, ciphertext }, context(binding));
  return plaintext && { value: JSON.parse(plaintext.toString('utf8')) as JsonValue };
};
