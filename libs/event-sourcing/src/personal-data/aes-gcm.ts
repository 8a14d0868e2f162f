import { type CipherKey, createCipheriv, createDecipheriv } from 'node:crypto';
import { ivLength, randomIv } from './random-iv';

const algorithm = 'aes-256-gcm';
const tagLength = 16;
const tagOptions = { authTagLength: tagLength };

/** AES-256: every key of this kernel is this long, in bytes. */
export const keyLength = 32;

export interface Encrypted {
  readonly iv: Buffer;
  /** With the authentication tag (16 bytes) at its end. */
  readonly ciphertext: Buffer;
}

/**
 * @param plaintext text is taken as UTF-8
 * @param context additional authenticated data: needed again, the same, to decrypt.
 */
export const encrypt = (key: CipherKey, plaintext: Buffer | string, context: Buffer): Encrypted => {
  const iv = randomIv();
  const cipher = createCipheriv(algorithm, key, iv, tagOptions).setAAD(context);
  const body = typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext);
  // GCM is a stream cipher: nothing is left over for the end.
  cipher.final();
  const ciphertext = Buffer.allocUnsafe(body.length + tagLength);
  body.copy(ciphertext);
  cipher.getAuthTag().copy(ciphertext, body.length);
  return { iv, ciphertext };
};

/** @returns nothing where key, context or a single bit differs. */
export const decrypt = (key: CipherKey, { iv, ciphertext }: Encrypted, context: Buffer): Buffer | undefined => {
  if (iv.length !== ivLength || ciphertext.length < tagLength) return undefined;
  const body = ciphertext.subarray(0, -tagLength);
  const decipher = createDecipheriv(algorithm, key, iv, tagOptions)
    .setAAD(context)
    .setAuthTag(ciphertext.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
};
