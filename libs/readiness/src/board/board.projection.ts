import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { alertRows } from './alert-rows';
import { type BoardEvent, boardEvents, type RowWriters } from './board-events';
import { instructionRows } from './instruction-rows';
import { inRounds } from './in-rounds';
import { nameRows } from './name-rows';
import { taskRows } from './task-rows';

const writers: RowWriters<BoardEvent> = { ...alertRows, ...taskRows, ...nameRows, ...instructionRows };

/** Standing alerts, open tasks, sealed names and who must not know: what the board shows beside the facts. */
@Injectable()
export class Board extends Projection<BoardEvent> {
  readonly name = 'readiness.board';
  readonly version = 2;
  readonly schema = readSql(__dirname, 'board.schema.sql');
  readonly handles = Object.values(boardEvents);

  async apply(events: readonly Recorded<BoardEvent>[], tables: Tables): Promise<void> {
    for (const { type, events: ofType } of inRounds(events)) {
      const write = writers[type] as (events: readonly Recorded<BoardEvent>[], tables: Tables) => Promise<unknown>;
      await write(ofType, tables);
    }
  }
}
