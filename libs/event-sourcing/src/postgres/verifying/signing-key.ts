import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { StartFailure } from '../../embedded-postgres/start-failure';

/** What stands in front of the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Header = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed 32 bytes, any: an Ed25519 private key. */
export const signingKey = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Header, seed]), format: 'der', type: 'pkcs8' });

/** @param key private or public. @returns the public half as PEM: for whoever is to verify. */
export const publicPem = (key: KeyObject): string =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'pem', type: 'spki' }).toString();

/** @param origin where it came from, for the sentence. @throws StartFailure where it is no Ed25519 public key in PEM. */
export const readPublicKey = (pem: string, origin: string): KeyObject => {
  const key = parsePublic(pem);
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new StartFailure(`${origin} holds no Ed25519 public key in PEM. Make it with: store public-key --out FILE`);
};

const parsePublic = (pem: string): KeyObject | undefined => {
  try {
    return pem.includes('PRIVATE KEY') ? undefined : createPublicKey({ key: pem, format: 'pem' });
  } catch {
    return undefined;
  }
};
