import { Personal } from '@ttg/event-sourcing';
import * as housing from '@ttg/housing/events';
import { at, caseId, day, id, on, otherId, southwark } from './values';

const [referralId, placementReferralId, accommodationId] = [id(17), id(18), id(19)];
const referral = { referralId, caseId };
const agreement = { ...referral, on, how: 'face-to-face', herWords: Personal.of('Yes, if they write first.') } as const;
const placement = { caseId, placementReferralId, on };
const place = { caseId, accommodationId };

export const samples = [
  housing.referralDrafted({ ...referral, reason: 'homeless' }),
  housing.agreementGiven({ ...agreement, to: 'choice-of-council', council: southwark }),
  housing.agreementRefused({ ...agreement, to: 'pass-on-contact-details' }),
  housing.agreementWithdrawn({ ...agreement, to: 'referral' }),
  housing.sheWasAskedWhoMustNotKnow({
    ...referral,
    inPrivate: true,
    council: southwark,
    anyoneAtThisCouncil: 'no',
    anyoneInThisArea: 'chose-not-to-say',
  }),
  housing.dutyToReferMade({
    ...referral,
    council: southwark,
    reason: 'threatened',
    on,
    receiptDueBy: day('2027-03-31'),
    content: Personal.of({
      name: 'Synthetic Example',
      contact: {
        inCustody: { route: 'video-slot', details: 'Tuesdays' },
        afterRelease: {
          phone: '07700 900123',
          email: 'synthetic@example.org',
          throughWorker: 'Synthetic Worker',
          safeToCall: true,
          safeToText: false,
          safeToLeaveMessage: false,
        },
      },
      mainReason: 'Left prison',
      needs: 'A ground floor.',
      household: 'Herself',
      vulnerabilityStatement: 'Agreed with her.',
      riskToStaff: 'None known.',
    }),
  }),
  housing.referralReceived({
    ...referral,
    at: at('2027-03-25T10:00:00Z'),
    on,
    by: Personal.of('Housing desk'),
    reference: Personal.of('HR/1'),
    how: 'portal',
  }),
  housing.contactAttempted({ ...referral, on, how: 'phone', outcome: 'not-brought-to-phone' }),
  housing.contactMade({ ...referral, on, how: 'video' }),
  housing.callSlotRequested({ ...referral, on }),
  housing.callSlotBooked({ ...referral, slotAt: at('2027-03-30T13:00:00Z'), on }),
  housing.dutyDecided({
    ...referral,
    section: 's.189B',
    reason: 'relief duty',
    decidedOn: on,
    notifiedOn: on,
    lastDayForReview: day('2027-04-13'),
    outcome: { status: 'ACCEPTED', reason: 'PREVENTION_AND_RELIEF_DUTY' },
    words: Personal.of('We owe you the relief duty.'),
  }),
  housing.dutyEnded({ ...referral, section: 's.189B', reason: 'accommodation found', on }),
  housing.referralWithdrawn({ ...referral, reason: 'OTHER', other: Personal.of('She chose another area.'), on }),
  housing.referralNeedsReconfirming({ ...referral, on, why: '26-weeks' }),
  housing.referralReconfirmed({ ...referral, on, by: Personal.of('Housing desk') }),
  housing.referralUpdateAcknowledged({ ...referral, updateId: id(21), on }),
  housing.referralCarriedOver({ ...referral, fromCaseId: otherId }),
  housing.liveReferralReserved({ ...referral, replaces: id(20) }),
  housing.tenancyRecorded({ caseId, tenure: 'private-rent', landlord: Personal.of('Example Lets'), atRisk: true, on }),
  housing.tenancyKept({ caseId, on }),
  housing.tenancyEnded({ caseId, how: 'surrendered', on, noticeServedAt: Personal.of('the prison') }),
  housing.placementReferralMade({ ...placement, kind: 'refuge', provider: Personal.of('Example Refuge') }),
  housing.placementReferralAccepted(placement),
  housing.placementReferralRejected({ ...placement, reason: 'full' }),
  housing.accommodationConfirmed({
    ...place,
    type: 'A17',
    from: on,
    to: day('2027-06-16'),
    safe: 'yes',
    askedInPrivate: true,
    address: Personal.of('3 Example Street'),
  }),
  housing.accommodationRedated({ ...place, from: on, to: day('2027-06-30') }),
  housing.accommodationFellThrough({ ...place, on, why: Personal.of('It was let to another.') }),
  housing.accommodationStarted({ ...place, on }),
  housing.accommodationEnded({ ...place, on, why: Personal.of('She moved.') }),
];
