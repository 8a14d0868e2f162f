import { date } from '@ttg/calendar';
import { Personal, type IsoDate, type IsoInstant } from '@ttg/event-sourcing';
import { councilByCode, type GssCode } from '@ttg/reference';
import {
  agreementGiven,
  dutyToReferMade,
  referralDrafted,
  referralReceived,
  sheWasAskedWhoMustNotKnow,
  type ReferralContent,
} from '../events';
import type { OnThatDay } from '../on-that-day';

/** A synthetic woman's referral to Southwark, prepared and sent on Tuesday 2 March 2027: for specs. */
export const referralId = '0b0f0e1c-0000-4000-8000-000000000001';
export const caseId = '0b0f0e1c-0000-4000-8000-000000000002';
const ids = { referralId, caseId };

export const iso = (text: string): IsoDate => date(text).toString() as IsoDate;
export const councilCode = (code: string): GssCode => {
  const council = councilByCode(code);
  if (!council) throw new Error(`No council ${code} in the table.`);
  return council.code;
};
export const southwark = councilCode('E09000028');
export const camden = councilCode('E09000007');

export const on = (day: string): OnThatDay => ({
  today: date(day),
  now: `${day}T10:00:00Z` as IsoInstant,
  receivedOn: iso('2027-01-11'),
});
export const tuesday = on('2027-03-02');
const asked = { on: iso('2027-03-02'), how: 'face-to-face' } as const;

export const content: ReferralContent = {
  name: 'Synthetic Woman',
  contact: { inCustody: { route: 'prison-phone-slot' }, afterRelease: { phone: '07700 900000', safeToText: true } },
};

export const drafted = referralDrafted({ ...ids, reason: 'threatened' });
export const agreedToReferral = agreementGiven({ ...ids, ...asked, to: 'referral' });
export const choseSouthwark = agreementGiven({ ...ids, ...asked, to: 'choice-of-council', council: southwark });
export const agreedToPassOn = agreementGiven({ ...ids, ...asked, to: 'pass-on-contact-details' });
export const nobodyMustNotKnow = sheWasAskedWhoMustNotKnow({
  ...ids,
  council: southwark,
  inPrivate: true,
  anyoneAtThisCouncil: 'no',
  anyoneInThisArea: 'no',
});
export const made = dutyToReferMade({
  ...ids,
  council: southwark,
  reason: 'threatened',
  on: iso('2027-03-02'),
  receiptDueBy: iso('2027-03-04'),
  content: Personal.of(content),
});
export const prepared = [drafted, agreedToReferral, choseSouthwark, agreedToPassOn, nobodyMustNotKnow] as const;
export const sent = [...prepared, made] as const;
export const receivedOnFriday = referralReceived({
  ...ids,
  on: iso('2027-03-05'),
  at: '2027-03-05T10:00:00Z' as IsoInstant,
  how: 'email',
});
