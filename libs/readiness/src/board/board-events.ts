import type { EventIn, Recorded, Tables } from '@ttg/event-sourcing';
import { peopleEvents } from '@ttg/people/events';
import { readinessEvents } from '../events';

const { personRegistered, personDetailsCorrected, personMerged } = peopleEvents;

/** What the board is made of, beside the facts. */
export const boardEvents = { ...readinessEvents, personRegistered, personDetailsCorrected, personMerged };
export type BoardEvent = EventIn<typeof boardEvents>;

type OfType<Type extends string> = Recorded<Extract<BoardEvent, { readonly type: Type }>>;

/** Writes the rows of each event type: of several events of one type that came one after the other. */
export type RowWriters<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: (events: readonly OfType<Type>[], tables: Tables) => Promise<unknown>;
};

/** For what is rare: one after the other. */
export const each =
  <Event>(write: (event: Event, tables: Tables) => Promise<unknown>) =>
  async (events: readonly Event[], tables: Tables): Promise<void> => {
    for (const event of events) await write(event, tables);
  };
