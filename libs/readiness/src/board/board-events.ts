import type { EventIn, Recorded, Tables } from '@ttg/event-sourcing';
import { peopleEvents } from '@ttg/people/events';
import { readinessEvents } from '../events';

const { personRegistered, personDetailsCorrected, personMerged } = peopleEvents;

/** What the board is made of, beside the facts. */
export const boardEvents = { ...readinessEvents, personRegistered, personDetailsCorrected, personMerged };
export type BoardEvent = EventIn<typeof boardEvents>;

/** Writes the rows of each event type. */
export type RowWriters<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: (
    event: Recorded<Extract<BoardEvent, { readonly type: Type }>>,
    tables: Tables,
  ) => Promise<unknown>;
};
