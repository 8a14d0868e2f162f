import type { Temporal } from 'temporal-polyfill';

/** A calendar date in Europe/London as it stands in an event body: `2027-03-31`. Never passed through JavaScript's `Date`. */
export type IsoDate = string & { readonly __brand: 'IsoDate' };

/** An instant as it stands in an event body, in UTC: `2027-03-31T09:30:00Z`. */
export type IsoInstant = string & { readonly __brand: 'IsoInstant' };

/** @returns the wire form of a calendar date. */
export const isoDate = (date: Temporal.PlainDate): IsoDate => date.toString() as IsoDate;

/** @returns the wire form of an instant, in UTC. */
export const isoInstant = (instant: Temporal.Instant): IsoInstant => instant.toString() as IsoInstant;
