import type { EventFilter, StoredEvent } from './event-store';

/** @returns whether it is wanted: of one of the types, and in a stream with one of the prefixes. */
export const passes = (
  { type, stream }: Pick<StoredEvent, 'type' | 'stream'>,
  { types, streamPrefixes }: EventFilter,
): boolean =>
  (!types || types.includes(type)) && (!streamPrefixes || streamPrefixes.some((prefix) => stream.startsWith(prefix)));
