import type { DomainEvent, IsoInstant, Recorded } from '@ttg/event-sourcing';

/** The event that last touched a part, and when the system learned it. An alert that goes names it. */
export interface LastEvent {
  readonly id: string;
  readonly at: IsoInstant;
}

/** What one event type does to a part. Types that are missing leave it as it is. */
export type Folds<Part, Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: (part: Part, event: Extract<Event, { type: Type }>) => Part;
};

/**
 * One part of the facts, folded from its own streams only. Looked up by type: facts are rebuilt from all of history, so
 * a replay passes here for every event.
 */
export const folding =
  <Part, Event extends DomainEvent>(folds: Folds<Part, Event>) =>
  (part: Part, event: Event): Part => {
    // The table's keys are the types of its own handlers; TypeScript cannot tie the two together over a union.
    const fold = (folds as Readonly<Record<string, ((part: Part, event: Event) => Part) | undefined>>)[event.type];
    return fold ? fold(part, event) : part;
  };

/** When the system learned of an event. */
export const at = (event: Recorded): IsoInstant => event.metadata.recordedAt;

export const lastOf = (event: Recorded): LastEvent => ({ id: event.id, at: event.metadata.recordedAt });
