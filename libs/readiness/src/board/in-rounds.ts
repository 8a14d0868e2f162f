import type { Recorded } from '@ttg/event-sourcing';
import type { BoardEvent } from './board-events';

/** Events of one type that can be written together. */
export interface OfOneType {
  readonly type: BoardEvent['type'];
  readonly events: Recorded<BoardEvent>[];
}

/**
 * Puts events of the same type together, as far as the order of what concerns one row allows: of many assessments, each of which
 * raises an alert and opens some tasks, all alerts are one part and all tasks another. The parts are to be written one after the other.
 */
export const inRounds = (events: readonly Recorded<BoardEvent>[]): readonly OfOneType[] => {
  const rounds: Map<BoardEvent['type'], OfOneType>[] = [];
  const last = new Map<string, { readonly round: number; readonly type: BoardEvent['type'] }>();
  for (const event of events) {
    const { type } = event;
    const row = rowOf(event);
    const before = last.get(row);
    const round = before ? before.round + (before.type === type ? 0 : 1) : 0;
    last.set(row, { round, type });
    const parts = (rounds[round] ??= new Map());
    const part = parts.get(type);
    if (part) part.events.push(event);
    else parts.set(type, { type, events: [event] });
  }
  return rounds.flatMap((parts) => [...parts.values()]);
};

/** Which row it is about. People's events concern the rows of several women at once: those stay in their order. */
const rowOf = ({ data }: Recorded<BoardEvent>): string => {
  if ('alertId' in data) return data.alertId;
  if ('taskId' in data) return data.taskId;
  return 'people';
};
