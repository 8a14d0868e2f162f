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
    for (const event of events) {
      const write = writers[event.type] as (event: Recorded<BoardEvent>, tables: Tables) => Promise<unknown>;
      await write(event, tables);
    }
  }
}
