const prefix = 4;

/**
 * Joins texts so that no two lists of texts give the same bytes: each is preceded by its length in bytes (4 bytes, big-endian).
 * In one buffer: this runs for every sealed field.
 */
export const lengthPrefixed = (...texts: readonly string[]): Buffer => {
  let size = 0;
  for (const text of texts) size += prefix + Buffer.byteLength(text);
  const joined = Buffer.allocUnsafe(size);
  let at = 0;
  for (const text of texts) {
    const length = joined.write(text, at + prefix);
    joined.writeUInt32BE(length, at);
    at += prefix + length;
  }
  return joined;
};
