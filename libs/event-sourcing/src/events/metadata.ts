import type { IsoInstant } from './iso';

/** Who acted. `id` is an account, never a name. */
export interface Actor {
  readonly id: string;
  readonly role: string;
  readonly organisation: string;
}

/** What stands beside the data of every event. */
export interface EventMetadata {
  /** Absent on events of `people`, which belong to a person and to no case. */
  readonly caseId?: string;
  readonly personId: string;
  readonly actor: Actor;
  /** When it was true, as told by the person who recorded it. */
  readonly occurredAt: IsoInstant;
  /** When the system learned it, by its own clock. */
  readonly recordedAt: IsoInstant;
  readonly correlationId: string;
  readonly causationId?: string;
}
