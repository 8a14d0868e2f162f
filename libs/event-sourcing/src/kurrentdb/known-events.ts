import type { Position, StoredEvent } from '../store/event-store';

/** Where an event stands in its stream, and in all. */
export interface Place {
  readonly revision: number;
  readonly position: Position;
}

/** Of how many streams the ids are remembered. A case's stream has tens of events. */
const mostStreams = 1_000;

/**
 * The ids of a stream's events from its first on, as far as they were read. KurrentDB has no index of ids: whether an event was
 * written before can only be seen in the stream. A stream never changes where it was read, so what is remembered stays true.
 */
export class KnownStream {
  private readonly places = new Map<string, Place>();
  private next = 0;

  /** The revision that is not known yet. */
  get nextRevision(): number {
    return this.next;
  }

  /** Takes in events that go on where it stands; others are let be. */
  note(events: readonly StoredEvent[]): void {
    for (const { id, revision, position } of events) {
      if (revision !== this.next) continue;
      if (!this.places.has(id)) this.places.set(id, { revision, position });
      this.next += 1;
    }
  }

  placeOf(id: string): Place | undefined {
    return this.places.get(id);
  }

  /**
   * @returns where the last of the ids stands, if they stand side by side in this order: the same append that comes again;
   * an id that stands there otherwise; or nothing.
   */
  judge(ids: readonly string[]): { readonly repeat: Place } | { readonly taken: string } | undefined {
    const places = ids.map((id) => this.places.get(id));
    const known = places.findIndex((place) => place !== undefined);
    if (known < 0) return undefined;
    const first = places[0]?.revision;
    const isRepeat = places.every((place, index) => first !== undefined && place?.revision === first + index);
    const last = places.at(-1);
    return isRepeat && last ? { repeat: last } : { taken: ids[known] ?? '' };
  }
}

/** The streams that were used last. */
export class KnownStreams {
  private readonly streams = new Map<string, KnownStream>();

  constructor(private readonly most = mostStreams) {}

  of(stream: string): KnownStream {
    const known = this.streams.get(stream) ?? new KnownStream();
    // Last in the map is last used.
    this.streams.delete(stream);
    this.streams.set(stream, known);
    const [oldest] = this.streams.keys();
    if (this.streams.size > this.most && oldest !== undefined) this.streams.delete(oldest);
    return known;
  }
}
