/** What an element of an array is sent as, by PostgreSQL's number for its type (pg_type.dat). */
const typeNumbers = { bigint: 20, integer: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const;

type ElementType = keyof typeof typeNumbers;

/** Dimensions, whether there are nulls, type of the elements; then of the one dimension its length and where it begins. */
const headerSize = 20;
const lengthSize = 4;

/** Space for an array in PostgreSQL's binary form (array_recv), with its header. */
const arrayOf = (type: ElementType, length: number, bytesOfElements: number): Buffer => {
  const bytes = Buffer.allocUnsafe(headerSize + length * lengthSize + bytesOfElements);
  const header = length === 0 ? [0, 0, typeNumbers[type]] : [1, 0, typeNumbers[type], length, 1];
  const end = header.reduce((at, number) => bytes.writeInt32BE(number, at), 0);
  return length === 0 ? bytes.subarray(0, end) : bytes;
};

/** Nothing is quoted here and unquoted there, which cost both sides much. */
const arrayOfTexts = (type: ElementType, elements: readonly string[], encoding: 'utf8' | 'hex'): Buffer => {
  const sizes = elements.map((element) => Buffer.byteLength(element, encoding));
  const bytes = arrayOf(
    type,
    elements.length,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  let at = headerSize;
  for (const [index, element] of elements.entries()) {
    at = bytes.writeInt32BE(sizes[index] ?? 0, at);
    at += bytes.write(element, at, encoding);
  }
  return bytes;
};

/** @returns a parameter of type text[]. */
export const textArray = (texts: readonly string[]): Buffer => arrayOfTexts('text', texts, 'utf8');

/** @returns a parameter of type uuid[]. */
export const uuidArray = (uuids: readonly string[]): Buffer =>
  arrayOfTexts(
    'uuid',
    uuids.map((uuid) => uuid.replaceAll('-', '')),
    'hex',
  );

/** @returns a parameter of type integer[]. */
export const integerArray = (integers: readonly number[]): Buffer => {
  const bytes = arrayOf('integer', integers.length, integers.length * 4);
  let at = headerSize;
  for (const integer of integers) at = bytes.writeInt32BE(integer, bytes.writeInt32BE(4, at));
  return bytes;
};

/** @returns a parameter of type bigint[], of whole numbers that JavaScript knows to the unit. */
export const bigintArray = (integers: readonly number[]): Buffer => {
  const bytes = arrayOf('bigint', integers.length, integers.length * 8);
  let at = headerSize;
  for (const integer of integers) at = write64Bits(bytes, at, { high: 0, low: integer });
  return bytes;
};

/**
 * @param instants in UTC, as RFC 3339 writes them, with up to nine decimals of a second; days that are in the calendar.
 * @returns a parameter of type timestamptz[], to the microsecond.
 */
export const instantArray = (instants: readonly string[]): Buffer => {
  const bytes = arrayOf('timestamptz', instants.length, instants.length * 8);
  let at = headerSize;
  for (const instant of instants) at = write64Bits(bytes, at, microseconds(instant));
  return bytes;
};

const half = 2 ** 32;

/** An integer in two parts: `high` × 2³² + `low`. A BigInt for each would cost more than all else of it. */
interface Parts {
  readonly high: number;
  /** May be more than 32 bits hold. */
  readonly low: number;
}

const write64Bits = (bytes: Buffer, at: number, { high, low }: Parts): number => {
  const carried = Math.floor(low / half);
  const afterLength = bytes.writeInt32BE(8, at);
  const afterHigh = bytes.writeInt32BE(high + carried, afterLength);
  return bytes.writeUInt32BE(low - carried * half, afterHigh);
};

/** PostgreSQL counts from here. */
const year2000 = Date.UTC(2000, 0, 1);
const toTheMillisecond = '2000-01-01T00:00:00.000Z'.length;

/** Beyond the year 2285 there are more of them than JavaScript knows to the unit. */
const microseconds = (instant: string): Parts => {
  const milliseconds = Date.parse(instant) - year2000;
  const high = Math.floor(milliseconds / half);
  return { high: high * 1_000, low: (milliseconds - high * half) * 1_000 + beyondMilliseconds(instant) };
};

/** `Date` takes no notice of these. */
const beyondMilliseconds = (instant: string): number => {
  if (instant.length <= toTheMillisecond) return 0;
  const nanoseconds = instant.slice(toTheMillisecond - 1, -1).padEnd(6, '0');
  return Math.round(Number(nanoseconds) / 1_000);
};
