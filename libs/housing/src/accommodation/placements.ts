import { type Decision, type IsoDate, NotFound, Personal, Refusal } from '@ttg/event-sourcing';
import {
  placementReferralAccepted,
  placementReferralMade,
  placementReferralRejected,
  type AccommodationEvent,
  type PlacementKind,
} from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import type { Accommodation, Placement } from './accommodation';

type Deciding = Decision<Accommodation, AccommodationEvent>;

export class PlacementAnswered extends Refusal {
  readonly code = 'placement-answered';

  constructor() {
    super('This placement referral has its answer. Make a new one.');
  }
}

interface OfPlacement {
  readonly caseId: string;
  readonly placementReferralId: string;
  readonly on?: IsoDate;
}

/** A bed is asked for. A refuge is named by its provider, never by its address. */
export const referForPlacement =
  (
    { on, provider, ...command }: OfPlacement & { readonly kind: PlacementKind; readonly provider?: string },
    day: OnThatDay,
  ): Deciding =>
  () =>
    placementReferralMade({
      ...command,
      provider: provider === undefined ? undefined : Personal.of(provider),
      on: happenedOn(on, day),
    });

export const acceptPlacement =
  ({ caseId, placementReferralId, on }: OfPlacement, day: OnThatDay): Deciding =>
  (state) => {
    const { madeOn } = unanswered(state, placementReferralId);
    return placementReferralAccepted({ caseId, placementReferralId, on: sinceMade(on, madeOn, day) });
  };

export const rejectPlacement =
  ({ caseId, placementReferralId, on, reason }: OfPlacement & { readonly reason?: string }, day: OnThatDay): Deciding =>
  (state) => {
    const { madeOn } = unanswered(state, placementReferralId);
    return placementReferralRejected({ caseId, placementReferralId, on: sinceMade(on, madeOn, day), reason });
  };

const sinceMade = (on: IsoDate | undefined, madeOn: IsoDate, day: OnThatDay): IsoDate =>
  notBefore(happenedOn(on, day), madeOn, 'the placement was asked for');

const unanswered = ({ placements }: Accommodation, id: string): Placement => {
  const placement = placements.find(({ placementReferralId }) => placementReferralId === id);
  if (!placement) throw new NotFound('placement referral');
  if (placement.answer) throw new PlacementAnswered();
  return placement;
};
