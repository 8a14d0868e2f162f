import { evolveBy } from '@ttg/event-sourcing';
import type { AgreementTo, DutySection, DutyToReferEvent } from '@ttg/housing/events';
import type { GssCode } from '@ttg/reference';

/** What decides whether anything of a referral may pass to its council. */
export interface Passage {
  readonly referralId: string;
  readonly caseId: string;
  readonly agreements: Readonly<Partial<Record<AgreementTo, 'given' | 'refused' | 'withdrawn'>>>;
  /** The council it was made to; absent while it is prepared. */
  readonly council?: GssCode;
  readonly duties: Readonly<Partial<Record<DutySection, 'running' | 'ended'>>>;
  readonly withdrawn: boolean;
}

/**
 * Where a referral stands with its council: not made yet; live; finished, when the council has decided and nothing it owes is
 * running; or stopped, when nothing of it may pass any more.
 */
export type Standing = 'not-made' | 'live' | 'finished' | 'stopped';

const allThree: readonly AgreementTo[] = ['referral', 'choice-of-council', 'pass-on-contact-details'];

/** @param forbidden whether that council must not know: by an instruction of hers, or because her case was opened in error */
export const standingOf = (passage: Passage | undefined, forbidden: boolean): Standing => {
  if (passage?.council === undefined) return 'not-made';
  const { agreements, duties, withdrawn } = passage;
  if (withdrawn || forbidden || allThree.some((to) => agreements[to] !== 'given')) return 'stopped';
  const states = Object.values(duties);
  return states.length > 0 && !states.includes('running') ? 'finished' : 'live';
};

type State = Passage | undefined;
type DataOf<Type> = Extract<DutyToReferEvent, { readonly type: Type }>['data'];

const then =
  <Data>(change: (passage: Passage, data: Data) => Partial<Passage>) =>
  (passage: State, data: Data): State =>
    passage && { ...passage, ...change(passage, data) };

const answered = (answer: 'given' | 'refused' | 'withdrawn') =>
  then<DataOf<'housing.agreement-given'>>(({ agreements }, { to }) => ({
    agreements: { ...agreements, [to]: answer },
  }));

/** What the council does, or is asked, changes nothing of what may pass. */
const same = (passage: State): State => passage;

const owesNothing = (section: DutySection): boolean => section === 'not-homeless' || section === 'not-eligible';

/** The passage as its events leave it. */
export const follow = evolveBy<State, DutyToReferEvent>({
  'housing.referral-drafted': (_, { referralId, caseId }) => ({
    referralId,
    caseId,
    agreements: {},
    duties: {},
    withdrawn: false,
  }),
  'housing.agreement-given': answered('given'),
  'housing.agreement-refused': answered('refused'),
  'housing.agreement-withdrawn': answered('withdrawn'),
  'housing.duty-to-refer-made': then((_, { council }) => ({ council })),
  'housing.duty-decided': then(({ duties }, { section }) => ({
    duties: { ...duties, [section]: owesNothing(section) ? 'ended' : 'running' },
  })),
  'housing.duty-ended': then(({ duties }, { section }) => ({ duties: { ...duties, [section]: 'ended' } })),
  'housing.referral-withdrawn': then(() => ({ withdrawn: true })),
  'housing.referral-carried-over': then((_, { caseId }) => ({ caseId })),
  'housing.she-was-asked-who-must-not-know': same,
  'housing.referral-received': same,
  'housing.contact-attempted': same,
  'housing.contact-made': same,
  'housing.call-slot-requested': same,
  'housing.call-slot-booked': same,
  'housing.referral-needs-reconfirming': same,
  'housing.referral-reconfirmed': same,
  'housing.referral-update-acknowledged': same,
});
