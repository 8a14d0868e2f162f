import { evolveBy, type Decision, type Evolution } from '@ttg/event-sourcing';
import { liveReferralReserved, type LiveReferralEvent } from '../events';
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

/** The place as it was looked at: who holds it, and which live referral is with a council. */
export interface PlaceSeen {
  readonly holder?: string;
  readonly live?: { readonly id: string; readonly council: string };
}

/**
 * Takes the place of the live referral. One to another council gives way; one to the same council stays. Where somebody else
 * took the place since it was looked at, that one stays too.
 */
export const takePlace =
  ({ caseId, referralId, council }: TakePlace, { holder, live }: PlaceSeen) =>
  (state: LiveReferral): ReturnType<Decision<LiveReferral, LiveReferralEvent>> => {
    if (state.referralId === referralId) return [];
    if (state.referralId !== holder || live?.council === council) throw new AlreadyReferred();
    return liveReferralReserved({ caseId, referralId, replaces: live?.id });
  };

/** A referral that came over from an earlier case holds the place, where none does yet. */
export const keepPlace =
  ({ caseId, referralId }: Omit<TakePlace, 'council'>) =>
  (state: LiveReferral): ReturnType<Decision<LiveReferral, LiveReferralEvent>> =>
    state.referralId === undefined ? liveReferralReserved({ caseId, referralId }) : [];
