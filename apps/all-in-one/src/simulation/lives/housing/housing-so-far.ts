import type { Day } from '../days';

/** A place that was confirmed for her. */
export interface PlaceSoFar {
  readonly accommodationId: string;
  readonly type: string;
  from: Day;
  readonly nights?: number;
  status: 'confirmed' | 'started';
}

/** A duty to refer as far as it has come. */
export interface ReferralSoFar {
  readonly referralId: string;
  stage: 'drafted' | 'sent' | 'received' | 'spoken-with' | 'decided' | 'over';
  askedAlone: boolean;
  callBooked: boolean;
  /** The section of the duty that runs. */
  duty?: { readonly section: 's.195' | 's.189B'; readonly on: Day };
  /** The day she was to leave when it was sent. */
  sentFor?: Day;
  reconfirming: boolean;
}

/** Where she will live, as far as anything is known. What changes in it, changes in place. */
export interface HousingSoFar {
  /** Is there no home to go to that is safe? */
  inNeed: boolean;
  place?: PlaceSoFar;
  referral?: ReferralSoFar;
  /** A bed that was asked for and has no answer. */
  cas3?: { readonly placementReferralId: string };
  /** CAS3 is no way for her, or no longer. */
  noCas3: boolean;
  tenancyRecorded: boolean;
  /** She said no; from this day she may be asked once more. */
  askAgainOn?: Day;
  /** She has said no for good. */
  wantsNone: boolean;
}
