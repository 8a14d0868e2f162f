import type { DomainEvent } from './event';
import type { EventMetadata } from './metadata';
import type { Recorded } from './recorded-event';
import type { EventToAppend, StoredEvent } from '../store/event-store';

/** Between the language of the domain and the bytes in the store: sealing on the way in, upcasting on the way out. */
export abstract class EventCodec {
  /** Seals the personal fields with her keys (made on first use) and gives the event its id and metadata. */
  abstract encode(
    events: readonly { readonly event: DomainEvent; readonly id: string; readonly metadata: EventMetadata }[],
  ): Promise<EventToAppend[]>;

  /**
   * Personal fields stay sealed; older versions are brought up to today's.
   * @throws UnknownEventType, UnreadableEvent
   */
  abstract decode(stored: StoredEvent): Recorded;
}
