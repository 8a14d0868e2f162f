import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { peopleEvents } from '@ttg/people/events';
import { readinessEvents } from '../events';
import { alertRows } from './alert-rows';
import { nameRows } from './name-rows';
import { taskRows } from './task-rows';

const { personRegistered, personDetailsCorrected, personMerged } = peopleEvents;
const handled = { ...readinessEvents, personRegistered, personDetailsCorrected, personMerged };
export type BoardEvent = EventIn<typeof handled>;

/** Writes the rows of one event type. */
export type RowWriters<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: (
    event: Recorded<Extract<BoardEvent, { readonly type: Type }>>,
    tables: Tables,
  ) => Promise<unknown>;
};

const writers: RowWriters<BoardEvent> = { ...alertRows, ...taskRows, ...nameRows };

/** Standing alerts, open tasks and sealed names: what the board shows beside the facts. */
@Injectable()
export class Board extends Projection<BoardEvent> {
  readonly name = 'readiness.board';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'board.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Recorded<BoardEvent>[], tables: Tables): Promise<void> {
    for (const event of events) {
      const write = writers[event.type] as (event: Recorded<BoardEvent>, tables: Tables) => Promise<unknown>;
      await write(event, tables);
    }
  }
}
