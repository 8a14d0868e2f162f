import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { alertRows } from './alert-rows';
import { type BoardEvent, boardEvents, type RowWriters } from './board-events';
import { nameRows } from './name-rows';
import { taskRows } from './task-rows';

const writers: RowWriters<BoardEvent> = { ...alertRows, ...taskRows, ...nameRows };

/** Standing alerts, open tasks and sealed names: what the board shows beside the facts. */
@Injectable()
export class Board extends Projection<BoardEvent> {
  readonly name = 'readiness.board';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'board.schema.sql');
  readonly handles = Object.values(boardEvents);

  async apply(events: readonly Recorded<BoardEvent>[], tables: Tables): Promise<void> {
    for (const run of runsOfOneType(events)) {
      const write = writers[run.type] as (events: readonly Recorded<BoardEvent>[], tables: Tables) => Promise<unknown>;
      await write(run.events, tables);
    }
  }
}

interface Run {
  readonly type: BoardEvent['type'];
  readonly events: Recorded<BoardEvent>[];
}

/** Neighbours of one type together, all in their order: an assessment opens several tasks at once. */
const runsOfOneType = (events: readonly Recorded<BoardEvent>[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.type === event.type) last.events.push(event);
    else runs.push({ type: event.type, events: [event] });
  }
  return runs;
};
