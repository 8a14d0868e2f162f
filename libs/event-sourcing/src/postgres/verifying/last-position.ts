import type { Position } from '../../store/event-store';
import { statements } from '../statements';
import type { Reader } from './pages';

/** @returns the position of the newest event; nothing in an empty store. */
export const lastPosition = async (reader: Reader): Promise<Position | undefined> =>
  (await reader.query<{ position: Position }>(statements.lastPosition)).rows[0]?.position;
