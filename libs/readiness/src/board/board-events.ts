import type { EventIn, Recorded, Tables } from '@ttg/event-sourcing';
import { peopleEvents } from '@ttg/people/events';
import { sharingEvents } from '@ttg/sharing/events';
import { readinessEvents } from '../events';

const { personRegistered, personDetailsCorrected, personMerged } = peopleEvents;
const { doNotShareWith, instructionLifted } = sharingEvents;

/** What the board is made of, beside the facts. */
export const boardEvents = {
  ...readinessEvents,
  personRegistered,
  personDetailsCorrected,
  personMerged,
  doNotShareWith,
  instructionLifted,
};
export type BoardEvent = EventIn<typeof boardEvents>;

type OfType<Type extends string> = Recorded<Extract<BoardEvent, { readonly type: Type }>>;

/** Writes the rows of each event type: of several events of one type, in their order. */
export type RowWriters<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: (events: readonly OfType<Type>[], tables: Tables) => Promise<unknown>;
};

/** For what is rare: one after the other. */
export const each =
  <Event>(write: (event: Event, tables: Tables) => Promise<unknown>) =>
  async (events: readonly Event[], tables: Tables): Promise<void> => {
    for (const event of events) await write(event, tables);
  };

/** @returns the last event of each row: for what says all anew each time. */
export const lastOfEach = <Event>(events: readonly Event[], row: (event: Event) => string): Event[] => [
  ...new Map(events.map((event) => [row(event), event])).values(),
];
