/** What an element of an array is sent as, by PostgreSQL's number for its type (pg_type.dat). */
const typeNumbers = { text: 25, uuid: 2950 } as const;

/** Dimensions, whether there are nulls, type of the elements; then of the one dimension its length and where it begins. */
const headerSize = 20;

/** PostgreSQL's binary form of an array (array_recv): nothing is quoted here and unquoted there, which cost both sides much. */
const binaryArray = (type: keyof typeof typeNumbers, elements: readonly string[], encoding: 'utf8' | 'hex'): Buffer => {
  const sizes = elements.map((element) => Buffer.byteLength(element, encoding));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, headerSize));
  const header = elements.length === 0 ? [0, 0, typeNumbers[type]] : [1, 0, typeNumbers[type], elements.length, 1];
  let at = 0;
  for (const number of header) at = bytes.writeInt32BE(number, at);
  for (const [index, element] of elements.entries()) {
    at = bytes.writeInt32BE(sizes[index] ?? 0, at);
    at += bytes.write(element, at, encoding);
  }
  return bytes.subarray(0, at);
};

/** @returns a parameter of type text[]. */
export const textArray = (texts: readonly string[]): Buffer => binaryArray('text', texts, 'utf8');

/** @returns a parameter of type uuid[]. */
export const uuidArray = (uuids: readonly string[]): Buffer =>
  binaryArray(
    'uuid',
    uuids.map((uuid) => uuid.replaceAll('-', '')),
    'hex',
  );
