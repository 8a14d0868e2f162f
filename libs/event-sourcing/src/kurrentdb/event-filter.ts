import { passes } from '../store/event-filter';
import type { EventFilter } from '../store/event-store';
import { isOwnOfServer, type ReadEvent } from './stored-events';

/** @returns whether the subscriber wants it. The server's own never. */
export const isWanted = (read: ReadEvent, filter: EventFilter): boolean =>
  !isOwnOfServer(read) && passes({ type: read.type, stream: read.streamId }, filter);
