import { evolveBy, type Decision, type Evolution } from '@ttg/event-sourcing';
import { liveReferralReserved, type LiveReferralEvent } from '../events';
import { isLive, type DutyToRefer } from './referral';
import { AlreadyReferred } from './refusals';

/** Which referral holds the one place for a live one that a case has, and which it took it from. */
export interface LiveReferral {
  readonly referralId?: string;
  readonly replaces?: string;
}

export const liveReferralStream = (caseId: string): string => `liveReferral-${caseId}`;

export const liveReferral: Evolution<LiveReferral, LiveReferralEvent> = {
  initial: {},
  evolve: evolveBy<LiveReferral, LiveReferralEvent>({
    'housing.live-referral-reserved': (_, { referralId, replaces }) => ({ referralId, replaces }),
  }),
};

export interface TakePlace {
  readonly caseId: string;
  readonly referralId: string;
  readonly council: string;
}

/**
 * Takes the place of the live referral. One to another council gives way; one to the same council stays.
 * @param holder the referral that holds the place; it must be the one the stream names, or the decision is taken again.
 */
export const takePlace =
  ({ caseId, referralId, council }: TakePlace, holder: { readonly id?: string; readonly referral: DutyToRefer }) =>
  (state: LiveReferral): ReturnType<Decision<LiveReferral, LiveReferralEvent>> => {
    if (state.referralId === referralId) return [];
    if (state.referralId !== holder.id) throw new AlreadyReferred();
    if (!isLive(holder.referral)) return liveReferralReserved({ caseId, referralId });
    if (holder.referral.council === council) throw new AlreadyReferred();
    return liveReferralReserved({ caseId, referralId, replaces: holder.id });
  };
