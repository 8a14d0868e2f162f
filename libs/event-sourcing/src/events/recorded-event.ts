import type { DomainEvent, EventTypeName } from './event';
import type { EventMetadata } from './metadata';
import type { Position } from '../store/event-store';

/** A domain event with its place in the store: what projections and the `evolve` of a decider receive. */
export type Recorded<Event extends DomainEvent = DomainEvent<EventTypeName, object>> = Event & {
  readonly id: string;
  readonly version: number;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly metadata: EventMetadata;
};
