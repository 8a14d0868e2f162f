import { Personal, type Recorded } from '@ttg/event-sourcing';
import {
  caseClosed,
  caseReopened,
  contactAfterReleaseMade,
  custodyStatusChanged,
  receptionScreeningCompleted,
  releaseDateWithdrawn,
  releaseDayArrangementFellThrough,
  releaseDayArrangementMade,
  releaseReversed,
} from '@ttg/custody/events';
import { gpRegistrationDeclined, gpRegistrationRefused, noMedicinesNeeded } from '@ttg/health/events';
import {
  accommodationEnded,
  accommodationFellThrough,
  agreementRefused,
  agreementWithdrawn,
  callSlotBooked,
  contactAttempted,
  dutyEnded,
  referralWithdrawn,
  tenancyEnded,
  tenancyKept,
} from '@ttg/housing/events';
import { areasToAvoidRecorded, doNotShareWith, instructionLifted, safeContactSet } from '@ttg/sharing/events';
import { date } from '@ttg/calendar';
import fc from 'fast-check';
import type { FactEvent } from '../facts';
import { accepted, at, caseId, council, doneByPerson, on, recorded, told } from './case-record';
import * as story from './worked-story';

/** For property tests: any life of a case, stream by stream. */

/** The day a case begins; everything lies within `span` days of it. */
export const firstDay = date('2027-01-04');
export const span = 140;
export const dayAt = (offset: number): string => firstDay.add({ days: offset }).toString();

type Make = (day: string, later: string) => readonly FactEvent[];

const custody: readonly Make[] = [
  (day) => [story.screened(day)],
  (day) => [
    story.screened(day, {
      homeOnRelease: 'return-to-previous-address',
      tenancy: 'kept',
      homeSafe: 'no',
      gp: 'registered',
    }),
  ],
  (day) => [
    story.screened(day, {
      homeOnRelease: 'return-to-previous-address',
      tenancy: 'kept',
      homeSafe: 'yes',
      medicines: 'none',
    }),
  ],
  (day) => [
    receptionScreeningCompleted({
      caseId,
      screenedOn: on(day),
      inPrivate: false,
      findings: { ...story.nowhereToLive, homeOnRelease: 'not-asked', tenancy: 'not-known' },
    }),
  ],
  (day) => [story.sentencedOn(day)],
  (_day, later) => [story.dateSet(later)],
  (_day, later) => [story.dateSet(later, 'HDCAD')],
  (_day, later) => [story.dateChanged(later, later)],
  (_day, later) => [
    releaseDateWithdrawn({ caseId, before: { date: on(later), type: 'CRD' }, source: 'court', reason: 'appeal' }),
  ],
  (_day, later) => [story.hearing(later)],
  (day) => [story.moved('BZI', 'DWI', day)],
  (day) => [custodyStatusChanged({ caseId, legalStatus: 'convicted-unsentenced', on: on(day) })],
  (_day, later) => [releaseDayArrangementMade({ caseId, kind: 'travel', on: on(later) })],
  () => [releaseDayArrangementFellThrough({ caseId, kind: 'travel' })],
  (day) => [story.leaves(day)],
  (day) => [story.leaves(day, { notice: 'no-notice', from: 'court' })],
  (day) => [releaseReversed({ caseId, releasedOn: on(day), reason: 'recorded-in-error', on: on(day) })],
  (day) => [contactAfterReleaseMade({ caseId, at: at(day), route: 'safe-phone' })],
  (day) => [
    caseClosed({ caseId, on: on(day), reason: 'period-over' }),
    caseReopened({ caseId, on: on(day), reason: 'in error' }),
  ],
];
const accommodation: readonly Make[] = [
  (_day, later) => [story.bed(later)],
  (day, later) => [story.bed(day, later)],
  (_day, later) => [story.bed(later, undefined, { accommodationId: 'friend', type: 'A07A' })],
  (_day, later) => [story.bed(later, undefined, { accommodationId: 'unsafe', safe: 'no' })],
  (day) => [accommodationFellThrough({ caseId, accommodationId: story.theBed, on: on(day) })],
  (day) => [accommodationEnded({ caseId, accommodationId: 'unsafe', on: on(day) })],
  (day) => [tenancyEnded({ caseId, how: 'surrendered', on: on(day) })],
  (day) => [tenancyKept({ caseId, on: on(day) })],
];
const referral = (referralId: string): readonly Make[] => [
  (day) => [...story.threeAgreements(referralId, day)],
  (day) => story.referred(referralId, day),
  (day) => [
    agreementRefused({ referralId, caseId, to: 'referral', on: on(day), how: 'video', herWords: Personal.of('no') }),
  ],
  (day) => [agreementWithdrawn({ referralId, caseId, to: 'referral', on: on(day), how: 'video' })],
  (day) => [story.receipt(referralId, day)],
  (day) => [contactAttempted({ referralId, caseId, on: on(day), how: 'phone', outcome: 'no-answer' })],
  (day, later) => [callSlotBooked({ referralId, caseId, slotAt: at(later), on: on(day) })],
  (day) => [story.call(referralId, day)],
  (day) => [dutyEnded({ referralId, caseId, section: 's.189B', reason: 'contact-lost', on: on(day) })],
  (day) => [referralWithdrawn({ referralId, caseId, reason: 'NEW_REFERRAL', on: on(day) })],
];
const gp: readonly Make[] = [
  (day) => [story.gpRequested(day)],
  (day) => [story.gpConfirmed(day)],
  (day) => [gpRegistrationRefused({ caseId, on: on(day), reason: 'no-id' })],
  (day) => [gpRegistrationDeclined({ caseId, on: on(day) })],
];
const medicines: readonly Make[] = [
  (day) => [story.reviewed(day, 3)],
  (day) => [noMedicinesNeeded({ caseId, on: on(day) })],
  (day) => [story.handoverPlanned(day, 28)],
  (_day, later) => [story.contactBooked(later)],
  (day) => [story.prescribed(day, 28)],
  (day) => [story.collected(day)],
];
const sharing: readonly Make[] = [
  () => [areasToAvoidRecorded({ caseId, councils: [story.southwark] })],
  () => [areasToAvoidRecorded({ caseId, councils: [] })],
  () => [doNotShareWith({ caseId, instructionId: 'i', council: council('E09000028') })],
  (day) => [instructionLifted({ caseId, instructionId: 'i', on: on(day) })],
  () => [
    safeContactSet({ caseId, contact: Personal.of({ safeToCall: true, safeToText: true, safeToLeaveMessage: false }) }),
  ],
];
const readiness: readonly Make[] = [
  (day) => [accepted(`${day}:arrange-gp`, day)],
  (day, later) => [accepted(`${day}:contact-route`, later)],
  (day, later) => [told('tell-of-earlier-date', day, 'prison-resettlement', later)],
  (day, later) => [told('tell-of-later-date', day, 'probation-practitioner', later)],
  (day, later) => [doneByPerson('weekend-plan', later, day)],
];

/** One stream: what happened in it, in order of the days on which the system learned it. */
const streamOf = (makes: readonly Make[], first: readonly FactEvent[] = []) =>
  fc
    .array(fc.record({ make: fc.constantFrom(...makes), day: fc.nat(100), later: fc.nat(60) }), { maxLength: 7 })
    .map((steps) => {
      const happened = [...steps]
        .sort((a, b) => a.day - b.day)
        .flatMap(({ make, day, later }) =>
          make(dayAt(day), dayAt(day + later)).map((event) => recorded(event, dayAt(day))),
        );
      return [...first.map((event) => recorded(event, dayAt(0))), ...happened];
    });

/** The streams of any case; custody begins with her reception on remand. */
export const anyStreams: fc.Arbitrary<readonly (readonly Recorded<FactEvent>[])[]> = fc.tuple(
  streamOf(custody, [story.received(dayAt(0))]),
  streamOf(accommodation),
  streamOf(referral('referral-a')),
  streamOf(referral('referral-b')),
  streamOf(gp),
  streamOf(medicines),
  streamOf(sharing),
  streamOf(readiness),
);

/** Streams dealt into one order by a list of turns; each stream keeps its own order. */
export const interleaved = <T>(streams: readonly (readonly T[])[], turns: readonly number[]): readonly T[] => {
  const waiting = streams.map((stream) => [...stream]);
  const order: T[] = [];
  for (let turn = 0; waiting.some((stream) => stream.length > 0); turn += 1) {
    const left = waiting.filter((stream) => stream.length > 0);
    const next = left[(turns[turn % turns.length] ?? 0) % left.length]?.shift();
    if (next !== undefined) order.push(next);
  }
  return order;
};
