import type { Source } from '@ttg/calendar';
import { codeList, type CodeOf } from './code-list';

const singleAccommodationService: Source = {
  ref: 'S29',
  words: 'HMPPS Single Accommodation Service: states and reasons of a duty to refer, kept unchanged for exchange.',
  confidence: 'verified',
};

/** State of a referral as HMPPS exchanges it. Not Part 7 decisions: those stand beside it. */
export const dutyToReferStates = codeList(
  { SUBMITTED: 'Submitted', ACCEPTED: 'Accepted', NOT_ACCEPTED: 'Not accepted', WITHDRAWN: 'Withdrawn' },
  singleAccommodationService,
);

/** Outcome reasons as HMPPS exchanges them. */
export const dutyToReferOutcomeReasons = codeList(
  {
    PREVENTION_AND_RELIEF_DUTY: 'Prevention and relief duty',
    PRIORITY_NEED: 'Priority need',
    NO_LOCAL_CONNECTION: 'No local connection',
    INTENTIONALLY_HOMELESS: 'Intentionally homeless',
    REJECTED_FOR_ANOTHER_REASON: 'Rejected for another reason',
  },
  singleAccommodationService,
);

/** The state to which an outcome reason belongs. */
export const stateOfOutcome: Readonly<
  Record<CodeOf<typeof dutyToReferOutcomeReasons>, CodeOf<typeof dutyToReferStates>>
> = {
  PREVENTION_AND_RELIEF_DUTY: 'ACCEPTED',
  PRIORITY_NEED: 'ACCEPTED',
  NO_LOCAL_CONNECTION: 'NOT_ACCEPTED',
  INTENTIONALLY_HOMELESS: 'NOT_ACCEPTED',
  REJECTED_FOR_ANOTHER_REASON: 'NOT_ACCEPTED',
};

/** Withdrawal reasons as HMPPS exchanges them. OTHER needs words. */
export const dutyToReferWithdrawalReasons = codeList(
  {
    NEW_REFERRAL: 'A new referral replaces it',
    INCORRECT_LOCAL_AUTHORITY: 'Incorrect local authority',
    NO_CONSENT: 'Person no longer consents',
    DISENGAGED: 'Person has disengaged',
    HOUSING_NEED_RESOLVED: 'Housing need resolved',
    NOT_ELIGIBLE: 'Not eligible',
    OTHER: 'Other',
  },
  singleAccommodationService,
);
