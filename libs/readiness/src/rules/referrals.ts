import { isAfter, laterOf, type PlainDate } from '@ttg/calendar';
import type { AgreementTo } from '@ttg/housing/events';
import type { Facts, ReferralFacts } from '../facts';
import { learnedOn } from './on-that-day';

const agreementsNeeded: readonly AgreementTo[] = ['referral', 'choice-of-council', 'pass-on-contact-details'];

/** In the order they were drafted, however their streams arrived. */
export const referralsOf = (facts: Facts): readonly ReferralFacts[] =>
  Object.values(facts.housing.referrals).sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1));
const inOrder = ({ draftedAt, referralId }: ReferralFacts): string => `${draftedAt ?? ''} ${referralId}`;

/** Sent, and all that allowed it to be sent still stands. */
export const isLive = (referral: ReferralFacts): boolean =>
  referral.made !== undefined && isOpen(referral) && !hasAnswer(referral, 'withdrawn');

/** Her "no", recorded in her words, in a referral that is not withdrawn. */
export const isRefused = (referral: ReferralFacts): boolean =>
  isOpen(referral) &&
  Object.values(referral.agreements).some(({ answer, inHerWords }) => answer === 'refused' && inHerWords);

const isOpen = ({ withdrawn, ended }: ReferralFacts): boolean => !withdrawn && !ended;
const hasAnswer = ({ agreements }: ReferralFacts, wanted: string): boolean =>
  Object.values(agreements).some(({ answer }) => answer === wanted);

export const liveReferral = (facts: Facts): ReferralFacts | undefined => referralsOf(facts).find(isLive);

/** A live referral that was sent on that day or before. */
export const sentBy = (facts: Facts, on: PlainDate): ReferralFacts | undefined =>
  referralsOf(facts).find((referral) => isLive(referral) && referral.made && !isAfter(learnedOn(referral.made.at), on));

/** Sent, not withdrawn, and her three agreements stand: only then is anything of hers shown to the council. */
export const mayBeShown = ({ made, withdrawn, mustNotKnow, agreements }: ReferralFacts): boolean =>
  made !== undefined &&
  !withdrawn &&
  !mustNotKnow &&
  agreementsNeeded.every((to) => agreements[to]?.answer === 'given');

/** Have all three been asked, whatever she said? */
export const allAsked = ({ agreements }: ReferralFacts): boolean => agreementsNeeded.every((to) => agreements[to]);

/** The draft that is being worked on: the newest that is neither sent nor given up. */
export const draft = (facts: Facts): ReferralFacts | undefined =>
  referralsOf(facts).findLast((referral) => isOpen(referral) && !referral.made);

/** The reason line inside G2: what of G3 is in the way. */
export type NotSentBecause =
  | 'agreements-not-asked'
  | 'agreement-missing'
  | 'agreement-refused'
  | 'agreement-withdrawn'
  | 'who-must-not-know-not-asked'
  | 'not-sent';

export const notSentBecause = (facts: Facts): NotSentBecause => {
  const all = referralsOf(facts);
  const referral = draft(facts) ?? all.find(isOpen) ?? all.findLast((one) => hasAnswer(one, 'withdrawn'));
  if (!referral || Object.keys(referral.agreements).length === 0) return 'agreements-not-asked';
  if (hasAnswer(referral, 'withdrawn')) return 'agreement-withdrawn';
  if (hasAnswer(referral, 'refused')) return 'agreement-refused';
  if (!allAsked(referral)) return 'agreement-missing';
  return referral.askedWhoMustNotKnow?.inPrivate ? 'not-sent' : 'who-must-not-know-not-asked';
};

/** Since when no referral has been under way and no "no" of hers has stood; nothing where there never was one. */
export const notReferredSince = (facts: Facts): PlainDate | undefined =>
  referralsOf(facts)
    .flatMap(({ stoodDownAt }) => (stoodDownAt ? [learnedOn(stoodDownAt)] : []))
    .reduce<PlainDate | undefined>((last, day) => (last ? laterOf(last, day) : day), undefined);
