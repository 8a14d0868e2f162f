import { Personal } from '@ttg/event-sourcing';
import {
  courtHearingListed,
  movedToPrison,
  receptionScreeningCompleted,
  releaseDateChanged,
  releaseDateSet,
  releaseDayArrangementMade,
  released,
  sentenced,
  womanReceived,
  type ScreeningFindings,
} from '@ttg/custody/events';
import {
  courtDayMedicinesPlanned,
  gpRegistrationConfirmed,
  gpRegistrationRequested,
  medicationHandoverPlanned,
  medicinesReviewed,
  prescriberContactBooked,
  prescriptionCollected,
  prescriptionIssued,
} from '@ttg/health/events';
import {
  accommodationConfirmed,
  accommodationRedated,
  agreementGiven,
  agreementRefused,
  contactMade,
  dutyToReferMade,
  referralDrafted,
  referralReceived,
  referralWithdrawn,
  sheWasAskedWhoMustNotKnow,
} from '@ttg/housing/events';
import { safeContactSet } from '@ttg/sharing/events';
import { at, caseId, council, on, personId, prison } from './case-record';

/** The events of the worked stories, as the contexts write them. All people are synthetic. */

export const southwark = council('E09000028');
export const theDraft = 'referral-draft';
export const theReferral = 'referral-southwark';
export const theBed = 'cas3-bed';

const byHerself = { how: 'face-to-face', herWords: Personal.of('synthetic words') } as const;

export const nowhereToLive: ScreeningFindings = {
  homeOnRelease: 'nowhere',
  tenure: 'private-rent',
  tenancy: 'ended',
  rentPaidBy: 'self',
  homeSafe: 'not-asked',
  gp: 'to-sort',
  medicines: 'to-sort',
};

export const received = (day: string, more: Partial<Parameters<typeof womanReceived>[0]> = {}) =>
  womanReceived({
    caseId,
    personId,
    prison: prison('BZI'),
    receivedOn: on(day),
    from: 'court',
    legalStatus: 'remand',
    synthetic: true,
    ...more,
  });
export const screened = (day: string, findings: Partial<ScreeningFindings> = {}) =>
  receptionScreeningCompleted({
    caseId,
    screenedOn: on(day),
    inPrivate: true,
    findings: { ...nowhereToLive, ...findings },
  });
export const sentencedOn = (day: string) => sentenced({ caseId, on: on(day), sentenceType: 'determinate' });
export const dateSet = (day: string, type: Parameters<typeof releaseDateSet>[0]['type'] = 'CRD') =>
  releaseDateSet({ caseId, date: on(day), type, source: 'calculation' });
export const dateChanged = (before: string, after: string) =>
  releaseDateChanged({
    caseId,
    before: { date: on(before), type: 'CRD' },
    after: { date: on(after), type: 'CRD' },
    source: 'calculation',
  });
export const hearing = (day: string) => courtHearingListed({ caseId, on: on(day) });

/** Three agreements asked; she says no to the referral in her own words. */
export const preparedForCourt = (day: string) => [
  referralDrafted({ referralId: theDraft, caseId, reason: 'homeless' }),
  agreementRefused({ referralId: theDraft, caseId, to: 'referral', on: on(day), ...byHerself }),
  agreementRefused({ referralId: theDraft, caseId, to: 'choice-of-council', on: on(day), ...byHerself }),
  agreementRefused({ referralId: theDraft, caseId, to: 'pass-on-contact-details', on: on(day), ...byHerself }),
  gpRegistrationRequested({ caseId, on: on(day), gms1Signed: true }),
  courtDayMedicinesPlanned({ caseId, on: on(day) }),
  safeContactSet({
    caseId,
    contact: Personal.of({ safeToCall: true, safeToText: false, safeToLeaveMessage: false }),
  }),
  releaseDayArrangementMade({ caseId, kind: 'travel' }),
];
export const draftWithdrawn = (day: string) =>
  referralWithdrawn({ referralId: theDraft, caseId, reason: 'OTHER', on: on(day) });

export const threeAgreements = (referralId: string, day: string) => [
  agreementGiven({ referralId, caseId, to: 'referral', on: on(day), ...byHerself }),
  agreementGiven({ referralId, caseId, to: 'choice-of-council', council: southwark, on: on(day), ...byHerself }),
  agreementGiven({ referralId, caseId, to: 'pass-on-contact-details', on: on(day), ...byHerself }),
];
export const askedInPrivate = (referralId: string) =>
  sheWasAskedWhoMustNotKnow({
    referralId,
    caseId,
    inPrivate: true,
    council: southwark,
    anyoneAtThisCouncil: 'no',
    anyoneInThisArea: 'no',
  });
export const referred = (referralId: string, day: string) => [
  referralDrafted({ referralId, caseId, reason: 'homeless' }),
  ...threeAgreements(referralId, day),
  askedInPrivate(referralId),
  dutyToReferMade({
    referralId,
    caseId,
    council: southwark,
    reason: 'homeless',
    on: on(day),
    receiptDueBy: on(day),
    content: Personal.of({ name: 'Synthetic Woman', contact: {} }),
  }),
];
export const receipt = (referralId: string, day: string) =>
  referralReceived({ referralId, caseId, at: at(day), on: on(day), how: 'automatic' });
export const call = (referralId: string, day: string) => contactMade({ referralId, caseId, on: on(day), how: 'phone' });

export const bed = (from: string, to?: string, more: Partial<Parameters<typeof accommodationConfirmed>[0]> = {}) =>
  accommodationConfirmed({
    caseId,
    accommodationId: theBed,
    type: 'A17',
    from: on(from),
    to: to === undefined ? undefined : on(to),
    safe: 'yes',
    askedInPrivate: true,
    ...more,
  });
export const bedRedated = (from: string, to: string) =>
  accommodationRedated({ caseId, accommodationId: theBed, from: on(from), to: on(to) });
export const moved = (from: string, to: string, day: string) =>
  movedToPrison({ caseId, from: prison(from), to: prison(to), on: on(day) });

export const gpRequested = (day: string) => gpRegistrationRequested({ caseId, on: on(day), gms1Signed: true });
export const gpConfirmed = (day: string) => gpRegistrationConfirmed({ caseId, on: on(day) });
export const reviewed = (day: string, inHandDays: number) =>
  medicinesReviewed({
    caseId,
    on: on(day),
    items: [{ itemId: 'item-1', countedInDays: true, inHandDays }],
    doseGivenOnDayOfRelease: false,
    details: Personal.of([{ itemId: 'item-1', kind: 'regular' as const }]),
  });
const electronic = Personal.of('EPS' as const);
export const handoverPlanned = (day: string, prescriptionDays: number) =>
  medicationHandoverPlanned({ caseId, on: on(day), inHandDays: 3, prescriptionDays, form: electronic });
export const contactBooked = (day: string) =>
  prescriberContactBooked({ caseId, contactId: 'contact-1', on: on(day), kind: Personal.of('gp' as const) });
export const prescribed = (day: string, days: number) =>
  prescriptionIssued({ caseId, prescriptionId: 'prescription-1', on: on(day), days, form: electronic });
export const collected = (day: string) =>
  prescriptionCollected({ caseId, prescriptionId: 'prescription-1', on: on(day) });
export const leaves = (day: string, more: Partial<Parameters<typeof released>[0]> = {}) =>
  released({
    caseId,
    on: on(day),
    from: 'prison',
    prison: prison('DWI'),
    toAccommodation: 'A17',
    notice: 'planned',
    ...more,
  });
