import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (secret: string, salt: Buffer, length: number) => Promise<Buffer>;
const hashLength = 32;

export interface SecretHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** @returns 256 random bits, as text that can be copied. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** scrypt with Node's defaults (N = 16384, r = 8, p = 1): 16 MB and some 50 ms of a core for every guess. */
export const hashSecret = async (secret: string): Promise<SecretHash> => {
  const salt = randomBytes(16);
  return { salt, hash: await derive(secret, salt, hashLength) };
};

export const isSecretOf = async (secret: string, { salt, hash }: SecretHash): Promise<boolean> =>
  timingSafeEqual(await derive(secret, salt, hashLength), hash);

/** A token is random and lives for minutes: a plain hash is enough to keep it out of the table. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
