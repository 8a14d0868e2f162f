import type { EventFilter } from '../store/event-store';
import { isOwnOfServer, type ReadEvent } from './stored-events';

/** @returns whether the subscriber wants it: of one of the types, and in a stream with one of the prefixes. The server's own never. */
export const passes = (event: ReadEvent, { types, streamPrefixes }: EventFilter): boolean =>
  !isOwnOfServer(event) &&
  (!types || types.includes(event.type)) &&
  (!streamPrefixes || streamPrefixes.some((prefix) => event.streamId.startsWith(prefix)));
