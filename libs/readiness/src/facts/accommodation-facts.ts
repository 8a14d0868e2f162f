import type { IsoDate, IsoInstant, Recorded } from '@ttg/event-sourcing';
import type { AccommodationEvent, SafeToLive } from '@ttg/housing/events';
import { at, folding, lastOf, type Folds, type LastEvent } from './fold';

/** A place as it stood from `at` on: the history tells since when a night has been without a bed. */
export interface PlaceVersion {
  readonly at: IsoInstant;
  readonly type: string;
  readonly from: IsoDate;
  /** The morning she must leave; open-ended without it. */
  readonly to?: IsoDate;
  readonly safe: SafeToLive;
  readonly askedInPrivate: boolean;
  readonly fellThrough: boolean;
}

/** Tenancy and places to live. From `accommodation-{caseId}`. */
export interface AccommodationFacts {
  readonly tenancy?: { readonly state: 'kept' | 'at-risk' | 'ended'; readonly on: IsoDate; readonly at: IsoInstant };
  /** By accommodation id, each with its versions, oldest first. */
  readonly places: Readonly<Record<string, readonly PlaceVersion[]>>;
  readonly placementReferrals: Readonly<Record<string, 'made' | 'accepted' | 'rejected'>>;
  readonly last?: LastEvent;
}

export const noAccommodation: AccommodationFacts = { places: {}, placementReferrals: {} };

const addVersion = (
  facts: AccommodationFacts,
  event: Recorded<Extract<AccommodationEvent, { data: { accommodationId: string } }>>,
  change: Partial<PlaceVersion>,
): AccommodationFacts => {
  const id = event.data.accommodationId;
  const versions = facts.places[id];
  const before = versions?.at(-1);
  if (!versions || !before) return facts;
  return {
    ...facts,
    places: { ...facts.places, [id]: [...versions, { ...before, ...change, at: at(event) }] },
    last: lastOf(event),
  };
};

const placement = (
  facts: AccommodationFacts,
  event: Recorded<Extract<AccommodationEvent, { data: { placementReferralId: string } }>>,
  state: 'made' | 'accepted' | 'rejected',
): AccommodationFacts => ({
  ...facts,
  placementReferrals: { ...facts.placementReferrals, [event.data.placementReferralId]: state },
  last: lastOf(event),
});

const folds: Folds<AccommodationFacts, Recorded<AccommodationEvent>> = {
  'housing.tenancy-recorded': (facts, event) => ({
    ...facts,
    tenancy: { state: event.data.atRisk ? 'at-risk' : 'kept', on: event.data.on, at: at(event) },
    last: lastOf(event),
  }),
  'housing.tenancy-kept': (facts, event) => ({
    ...facts,
    tenancy: { state: 'kept', on: event.data.on, at: at(event) },
    last: lastOf(event),
  }),
  'housing.tenancy-ended': (facts, event) => ({
    ...facts,
    tenancy: { state: 'ended', on: event.data.on, at: at(event) },
    last: lastOf(event),
  }),
  'housing.placement-referral-made': (facts, event) => placement(facts, event, 'made'),
  'housing.placement-referral-accepted': (facts, event) => placement(facts, event, 'accepted'),
  'housing.placement-referral-rejected': (facts, event) => placement(facts, event, 'rejected'),
  'housing.accommodation-confirmed': (facts, event) => {
    const { accommodationId, type, from, to, safe, askedInPrivate } = event.data;
    const version = { at: at(event), type, from, to, safe, askedInPrivate, fellThrough: false };
    return {
      ...facts,
      places: { ...facts.places, [accommodationId]: [...(facts.places[accommodationId] ?? []), version] },
      last: lastOf(event),
    };
  },
  'housing.accommodation-redated': (facts, event) =>
    addVersion(facts, event, { from: event.data.from, to: event.data.to }),
  'housing.accommodation-fell-through': (facts, event) => addVersion(facts, event, { fellThrough: true }),
  'housing.accommodation-ended': (facts, event) => addVersion(facts, event, { to: event.data.on }),
};

export const foldAccommodation = folding(folds);
