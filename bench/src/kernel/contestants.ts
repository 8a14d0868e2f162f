import type { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import type { Scale } from '../frame/scale';
import type { Peers } from '../peers/peer';

/** Those who write to the same server in turns. */
export interface Contestants {
  readonly store: PostgresEventStore;
  /** The database of the store, as the application; the plain tables stand there, too. */
  readonly url: string;
  /** Nobody where they were not asked for, or could not come. */
  readonly peers?: Peers;
  readonly scale: Scale;
}

/** The many of "many writers". */
export const writers = 32;

/** A disk that others write to is slow now and fast then: what is compared takes turns of a fifth of a second. */
export const slices = 10;

/** @param parts how many turns make a sample. @returns how long one turn lasts. */
export const turnOf = ({ sample }: Scale, parts = slices): { readonly milliseconds: number } => ({
  milliseconds: sample.milliseconds / parts,
});
