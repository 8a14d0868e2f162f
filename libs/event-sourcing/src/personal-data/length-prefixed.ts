/**
 * Joins texts so that no two lists of texts give the same bytes: each is preceded by its length in bytes (4 bytes, big-endian).
 */
export const lengthPrefixed = (...texts: readonly string[]): Buffer =>
  Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
