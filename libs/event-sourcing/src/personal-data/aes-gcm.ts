import { createCipheriv, createDecipheriv } from 'node:crypto';
import { ivLength, randomIv } from './random-iv';

const algorithm = 'aes-256-gcm';
const tagLength = 16;

/** AES-256: every key of this kernel is this long, in bytes. */
export const keyLength = 32;

export interface Encrypted {
  readonly iv: Buffer;
  /** With the authentication tag (16 bytes) at its end. */
  readonly ciphertext: Buffer;
}

/** @param context additional authenticated data: needed again, the same, to decrypt. */
export const encrypt = (key: Buffer, plaintext: Buffer, context: Buffer): Encrypted => {
  const iv = randomIv();
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength }).setAAD(context);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return { iv, ciphertext };
};

/** @returns nothing where key, context or a single bit differs. */
export const decrypt = (key: Buffer, { iv, ciphertext }: Encrypted, context: Buffer): Buffer | undefined => {
  if (iv.length !== ivLength || ciphertext.length < tagLength) return undefined;
  const body = ciphertext.subarray(0, -tagLength);
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength })
    .setAAD(context)
    .setAuthTag(ciphertext.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
};
