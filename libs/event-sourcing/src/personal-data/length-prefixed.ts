const prefix = 4;
const roomForPrefix = '\0'.repeat(prefix);

/**
 * Joins texts so that no two lists of texts give the same bytes: each is preceded by its length in bytes (4 bytes, big-endian).
 * The texts are written in one go, with room for the lengths: this runs for every sealed field.
 */
export const lengthPrefixed = (...texts: readonly string[]): Buffer => {
  let spaced = '';
  for (const text of texts) spaced += roomForPrefix + text;
  const joined = Buffer.from(spaced);
  let at = 0;
  for (const text of texts) {
    const length = Buffer.byteLength(text);
    joined.writeUInt32BE(length, at);
    at += prefix + length;
  }
  return joined;
};
