import { randomBytes } from 'node:crypto';

/** 96 bits: the length GCM is made for. */
export const ivLength = 12;

/** Drawn so many at a time: one call of the generator costs as much as half an encryption. */
const drawn = 256;
let ivs: Buffer = Buffer.alloc(0);

/** @returns a random iv that was given to nobody else. */
export const randomIv = (): Buffer => {
  if (ivs.length === 0) ivs = randomBytes(drawn * ivLength);
  const iv = ivs.subarray(0, ivLength);
  ivs = ivs.subarray(ivLength);
  return iv;
};
