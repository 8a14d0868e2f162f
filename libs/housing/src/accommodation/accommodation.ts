import { evolveBy, type Evolution, type IsoDate, type Personal } from '@ttg/event-sourcing';
import type { AccommodationEvent, PlacementKind, SafeToLive, TenancyEnding } from '../events';

/** A place that is confirmed for her, and what became of it. */
export interface Place {
  readonly accommodationId: string;
  readonly type: string;
  readonly from: IsoDate;
  /** The morning she must leave; open-ended without it. */
  readonly to?: IsoDate;
  readonly safe: SafeToLive;
  readonly askedInPrivate: boolean;
  readonly address?: Personal<string>;
  readonly status: 'confirmed' | 'started' | 'fell-through' | 'ended';
  /** The day of what its status says, where it has one. */
  readonly on?: IsoDate;
  readonly why?: Personal<string>;
}

export interface Tenancy {
  readonly tenure?: string;
  readonly atRisk?: boolean;
  readonly landlord?: Personal<string>;
  readonly status: 'recorded' | 'kept' | 'ended';
  readonly on: IsoDate;
  readonly how?: TenancyEnding;
}

export interface Placement {
  readonly placementReferralId: string;
  readonly kind: PlacementKind;
  readonly provider?: Personal<string>;
  readonly madeOn: IsoDate;
  readonly answer?: { readonly accepted: boolean; readonly on: IsoDate; readonly reason?: string };
}

/** Where she will live: her tenancy, the places asked for, the places confirmed. */
export interface Accommodation {
  readonly tenancy?: Tenancy;
  readonly placements: readonly Placement[];
  readonly places: readonly Place[];
}

export const accommodationStream = (caseId: string): string => `accommodation-${caseId}`;

const changePlace = (state: Accommodation, id: string, change: Partial<Place>): Accommodation => ({
  ...state,
  places: state.places.map((place) => (place.accommodationId === id ? { ...place, ...change } : place)),
});

const answerPlacement = (
  state: Accommodation,
  id: string,
  answer: NonNullable<Placement['answer']>,
): Accommodation => ({
  ...state,
  placements: state.placements.map((placement) =>
    placement.placementReferralId === id ? { ...placement, answer } : placement,
  ),
});

/** Her accommodation as its events leave it. A place confirmed a second time takes the place of what was said of it. */
export const accommodation: Evolution<Accommodation, AccommodationEvent> = {
  initial: { placements: [], places: [] },
  evolve: evolveBy<Accommodation, AccommodationEvent>({
    'housing.tenancy-recorded': (state, { tenure, landlord, atRisk, on }) => ({
      ...state,
      tenancy: { tenure, landlord, atRisk, status: 'recorded', on },
    }),
    'housing.tenancy-kept': (state, { on }) => ({ ...state, tenancy: { ...state.tenancy, status: 'kept', on } }),
    'housing.tenancy-ended': (state, { how, on }) => ({
      ...state,
      tenancy: { ...state.tenancy, status: 'ended', how, on },
    }),
    'housing.placement-referral-made': (state, { placementReferralId, kind, provider, on }) => ({
      ...state,
      placements: [...state.placements, { placementReferralId, kind, provider, madeOn: on }],
    }),
    'housing.placement-referral-accepted': (state, { placementReferralId, on }) =>
      answerPlacement(state, placementReferralId, { accepted: true, on }),
    'housing.placement-referral-rejected': (state, { placementReferralId, on, reason }) =>
      answerPlacement(state, placementReferralId, { accepted: false, on, reason }),
    'housing.accommodation-confirmed': (state, { caseId: _, ...confirmed }) => {
      const before = state.places.find(({ accommodationId }) => accommodationId === confirmed.accommodationId);
      const { status, on } = before?.status === 'started' ? before : { status: 'confirmed' as const, on: undefined };
      return { ...state, places: [...state.places.filter((place) => place !== before), { ...confirmed, status, on }] };
    },
    'housing.accommodation-redated': (state, { accommodationId, from, to }) =>
      changePlace(state, accommodationId, { from, to }),
    'housing.accommodation-fell-through': (state, { accommodationId, on, why }) =>
      changePlace(state, accommodationId, { status: 'fell-through', on, why }),
    'housing.accommodation-started': (state, { accommodationId, on }) =>
      changePlace(state, accommodationId, { status: 'started', on }),
    'housing.accommodation-ended': (state, { accommodationId, on, why }) =>
      changePlace(state, accommodationId, { status: 'ended', on, why }),
  }),
};
