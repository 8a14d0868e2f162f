import { randomBytes } from 'node:crypto';

/** 96 bits: the length GCM is made for. */
export const ivLength = 12;

/** Drawn so many at a time: one call of the generator costs as much as half an encryption. */
const drawn = 256;
let ivs: Buffer = Buffer.alloc(0);
let next = 0;

/** @returns a random iv that was given to nobody else. */
export const randomIv = (): Buffer => {
  if (next === ivs.length) {
    ivs = randomBytes(drawn * ivLength);
    next = 0;
  }
  const iv = ivs.subarray(next, next + ivLength);
  next += ivLength;
  return iv;
};
