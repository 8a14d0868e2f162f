import { Personal, type IsoInstant } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import {
  callSlotBooked,
  callSlotRequested,
  contactAttempted,
  contactMade,
  dutyDecided,
  dutyEnded,
  liveReferralReserved,
  referralCarriedOver,
  referralNeedsReconfirming,
  referralReceived,
  referralReconfirmed,
  referralUpdateAcknowledged,
  referralWithdrawn,
  type DutyToReferEvent,
} from '../events';
import { DateToCome, DateTooEarly } from '../on-that-day';
import {
  acknowledgeUpdate,
  arrangeCall,
  askToReconfirm,
  attemptContact,
  makeContact,
  receiveReferral,
  reconfirmReferral,
} from './council-answers';
import { decideDuty, DutyNotRunning, endDuty, NotAnEndingOfThatDuty } from './duties';
import { dutyToRefer } from './duty-to-refer';
import { camden, caseId, iso, on, prepared, receivedOnFriday, referralId, sent, southwark } from './fixtures';
import { liveReferral, type PlaceSeen, takePlace } from './live-referral';
import { isLive } from './referral';
import { AlreadyReferred, NotSent, ReferralIsWithdrawn, TooManyAcknowledged } from './refusals';
import { carryOver, giveWay, giveWayUnsent, OtherNeedsWords, withdrawReferral } from './withdrawal';

const given = specification(dutyToRefer);
const ids = { referralId, caseId };
const friday = on('2027-03-05');
const nextCase = '0b0f0e1c-0000-4000-8000-000000000003';
const fold = (...events: readonly DutyToReferEvent[]) => events.reduce(dutyToRefer.evolve, dutyToRefer.initial);
const prevention = dutyDecided({
  ...ids,
  section: 's.195',
  decidedOn: iso('2027-03-08'),
  notifiedOn: iso('2027-03-10'),
  lastDayForReview: iso('2027-03-30'),
});
const notHomeless = dutyDecided({ ...prevention.data, section: 'not-homeless' });
const preventionOver = dutyEnded({ ...ids, section: 's.195', reason: 'contact-lost', on: iso('2027-03-20') });

describe('a draft', () => {
  it('cannot be received, answered or decided', () => {
    given(...prepared)
      .when(receiveReferral({ how: 'email' }, friday))
      .thenRefused(NotSent);
    given(...prepared)
      .when(makeContact({ how: 'phone' }, friday))
      .thenRefused(NotSent);
  });

  it('can be withdrawn, in words where the reason is another', () => {
    given(...prepared)
      .when(withdrawReferral({ reason: 'OTHER' }, friday))
      .thenRefused(OtherNeedsWords);
    given(...prepared)
      .when(withdrawReferral({ reason: 'DISENGAGED', other: 'x' }, friday))
      .thenRefused(OtherNeedsWords);
    given(...prepared)
      .when(withdrawReferral({ reason: 'OTHER', other: 'She is sentenced now' }, friday))
      .then(
        referralWithdrawn({
          ...ids,
          reason: 'OTHER',
          on: iso('2027-03-05'),
          other: Personal.of('She is sentenced now'),
        }),
      );
  });
});

describe('a referral with the council', () => {
  it('is received once: a second receipt says nothing new', () => {
    given(...sent)
      .when(receiveReferral({ how: 'email' }, friday))
      .then(receivedOnFriday);
    given(...sent, receivedOnFriday)
      .when(receiveReferral({ how: 'phone' }, friday))
      .thenNothing();
  });

  it('is received at the beginning of an earlier day, whose hour nobody wrote down', () =>
    given(...sent)
      .when(receiveReferral({ how: 'phone', on: iso('2027-03-04'), by: 'Housing desk' }, friday))
      .then(
        referralReceived({
          ...ids,
          on: iso('2027-03-04'),
          at: '2027-03-04T00:00:00Z' as IsoInstant,
          how: 'phone',
          by: Personal.of('Housing desk'),
        }),
      ));

  it('is not received before it was sent, nor tomorrow', () => {
    given(...sent)
      .when(receiveReferral({ how: 'email', on: iso('2027-03-01') }, friday))
      .thenRefused(DateTooEarly);
    given(...sent)
      .when(receiveReferral({ how: 'email', on: iso('2027-03-06') }, friday))
      .thenRefused(DateToCome);
  });

  it('keeps every attempt to reach her, and that she was reached', () => {
    const failed = { how: 'phone', outcome: 'not-brought-to-phone' } as const;
    given(...sent)
      .when(attemptContact(failed, friday))
      .then(contactAttempted({ ...ids, on: iso('2027-03-05'), ...failed }));
    given(...sent)
      .when(makeContact({ how: 'video' }, friday))
      .then(contactMade({ ...ids, on: iso('2027-03-05'), how: 'video' }));
  });

  it('asks for a call, and books it for a time to come', () => {
    const slotAt = '2027-03-09T14:00:00Z' as IsoInstant;
    given(...sent)
      .when(arrangeCall({}, friday))
      .then(callSlotRequested({ ...ids, on: iso('2027-03-05') }));
    given(...sent)
      .when(arrangeCall({ slotAt }, friday))
      .then(callSlotBooked({ ...ids, on: iso('2027-03-05'), slotAt }));
    const past = '2027-03-01T14:00:00Z' as IsoInstant;
    given(...sent)
      .when(arrangeCall({ slotAt: past }, friday))
      .thenRefused(DateTooEarly);
  });

  it('may be reviewed for 21 days beginning with the day she is told', () =>
    given(...sent)
      .when(
        decideDuty({ section: 's.195', decidedOn: iso('2027-03-08'), notifiedOn: iso('2027-03-10') }, on('2027-03-10')),
      )
      .then(prevention));

  it('carries the outcome as HMPPS exchanges it beside the decision', () =>
    given(...sent)
      .when(
        decideDuty(
          { ...prevention.data, reason: undefined, words: undefined, outcome: 'PREVENTION_AND_RELIEF_DUTY' },
          on('2027-03-10'),
        ),
      )
      .then(
        dutyDecided({ ...prevention.data, outcome: { status: 'ACCEPTED', reason: 'PREVENTION_AND_RELIEF_DUTY' } }),
      ));

  it('is decided after it was sent, and told after it was decided', () => {
    const decide = (decidedOn: string, notifiedOn: string) =>
      decideDuty({ section: 's.195', decidedOn: iso(decidedOn), notifiedOn: iso(notifiedOn) }, on('2027-03-10'));
    given(...sent)
      .when(decide('2027-03-01', '2027-03-10'))
      .thenRefused(DateTooEarly);
    given(...sent)
      .when(decide('2027-03-09', '2027-03-08'))
      .thenRefused(DateTooEarly);
    given(...sent)
      .when(decide('2027-03-09', '2027-03-11'))
      .thenRefused(DateToCome);
  });

  it('ends a duty that runs, in one of the published ways', () => {
    const end = (section: 's.195' | 's.189B', reason: string) => endDuty({ section, reason }, on('2027-03-20'));
    given(...sent, prevention)
      .when(end('s.195', 'contact-lost'))
      .then(preventionOver);
    given(...sent, prevention)
      .when(end('s.195', 'fed-up'))
      .thenRefused(NotAnEndingOfThatDuty, /contact-lost/);
    given(...sent, prevention)
      .when(end('s.189B', 'contact-lost'))
      .thenRefused(DutyNotRunning);
    given(...sent, prevention, preventionOver)
      .when(end('s.195', 'contact-lost'))
      .thenRefused(DutyNotRunning);
    given(...sent, notHomeless)
      .when(endDuty({ section: 'not-homeless', reason: 'x' }, friday))
      .thenRefused(DutyNotRunning);
  });

  it('asks once to be confirmed again, and is', () => {
    const stale = referralNeedsReconfirming({ ...ids, on: iso('2027-03-05'), why: 'release-moved' });
    given(...sent)
      .when(askToReconfirm({ why: 'release-moved' }, friday))
      .then(stale);
    given(...sent, stale)
      .when(askToReconfirm({ why: '26-weeks' }, friday))
      .thenNothing();
    given(...sent, stale)
      .when(reconfirmReferral({ by: 'Housing desk' }, friday))
      .then(referralReconfirmed({ ...ids, on: iso('2027-03-05'), by: Personal.of('Housing desk') }));
  });
});

describe('a withdrawn referral', () => {
  const withdrawn = referralWithdrawn({ ...ids, reason: 'DISENGAGED', on: iso('2027-03-05') });

  it('is the end of it', () => {
    given(...sent, withdrawn)
      .when(receiveReferral({ how: 'email' }, friday))
      .thenRefused(ReferralIsWithdrawn);
    given(...sent, withdrawn)
      .when(withdrawReferral({ reason: 'DISENGAGED' }, friday))
      .thenRefused(ReferralIsWithdrawn);
  });

  it('is not carried over', () =>
    given(...sent, withdrawn)
      .when(carryOver(nextCase))
      .thenNothing());
});

describe('her return to custody', () => {
  it('takes a live referral and a draft over, once', () => {
    const carried = referralCarriedOver({ referralId, fromCaseId: caseId, caseId: nextCase });
    given(...sent)
      .when(carryOver(nextCase))
      .then(carried);
    given(...prepared)
      .when(carryOver(nextCase))
      .then(carried);
    given(...sent, carried)
      .when(carryOver(nextCase))
      .thenNothing();
  });

  it('leaves behind what the council has finished with', () => {
    given(...sent, notHomeless)
      .when(carryOver(nextCase))
      .thenNothing();
    given(...sent, prevention, preventionOver)
      .when(carryOver(nextCase))
      .thenNothing();
  });
});

describe('the one place for a live referral', () => {
  const place = specification(liveReferral);
  const other = '0b0f0e1c-0000-4000-8000-000000000009';
  const take = (council: string, seen: PlaceSeen) => takePlace({ caseId, referralId: other, council }, seen);
  const held = liveReferralReserved({ caseId, referralId });
  const taken = liveReferralReserved({ caseId, referralId: other, replaces: undefined });
  const live = { id: referralId, council: southwark };

  it('is free at first, and again when its holder is not live any more', () => {
    place().when(take(southwark, {})).then(taken);
    place(held)
      .when(take(southwark, { holder: referralId }))
      .then(taken);
  });

  it('is kept by a live referral to the same council', () =>
    place(held)
      .when(take(southwark, { holder: referralId, live }))
      .thenRefused(AlreadyReferred));

  it('is given up to one to another council, which withdraws it', () => {
    place(held)
      .when(take(camden, { holder: referralId, live }))
      .then(liveReferralReserved({ caseId, referralId: other, replaces: referralId }));
    given(...sent)
      .when(giveWay(iso('2027-03-09')))
      .then(referralWithdrawn({ ...ids, reason: 'NEW_REFERRAL', on: iso('2027-03-09') }));
  });

  it('is given up by a holder that was never sent, and by no other', () => {
    const givenUp = referralWithdrawn({ ...ids, reason: 'NEW_REFERRAL', on: iso('2027-03-09') });
    given(...prepared)
      .when(giveWayUnsent(iso('2027-03-09')))
      .then(givenUp);
    given(...sent)
      .when(giveWayUnsent(iso('2027-03-09')))
      .thenNothing();
    given(...prepared, givenUp)
      .when(giveWayUnsent(iso('2027-03-09')))
      .thenNothing();
  });

  it('is not taken from a holder that was not looked at', () =>
    place(held).when(take(camden, {})).thenRefused(AlreadyReferred));

  it('is held already by a request that is repeated', () =>
    place(liveReferralReserved({ caseId, referralId: other }))
      .when(take(camden, { holder: other, live }))
      .thenNothing());
});

it('is live until the council has finished with it', () => {
  expect(isLive(fold(...sent, prevention))).toBe(true);
  expect(isLive(fold(...sent, prevention, preventionOver))).toBe(false);
  expect(isLive(fold(...sent, notHomeless))).toBe(false);
  expect(isLive(fold(...prepared))).toBe(false);
});

describe('an update that the council was told of', () => {
  const updateId = '0b0f0e1c-0000-4000-8000-0000000000f1';
  const seen = referralUpdateAcknowledged({ ...ids, updateId, on: iso('2027-03-05') });

  it('is acknowledged once', () => {
    given(...sent)
      .when(acknowledgeUpdate({ updateId }, friday))
      .then(seen);
    given(...sent, seen)
      .when(acknowledgeUpdate({ updateId }, friday))
      .then();
  });

  it('is not acknowledged before the referral was sent, nor after it was withdrawn', () => {
    given(...prepared)
      .when(acknowledgeUpdate({ updateId }, friday))
      .thenRefused(NotSent);
    given(...sent)
      .when(acknowledgeUpdate({ updateId, on: iso('2027-03-01') }, friday))
      .thenRefused(DateTooEarly);
    given(...sent, referralWithdrawn({ ...ids, reason: 'OTHER', on: iso('2027-03-05') }))
      .when(acknowledgeUpdate({ updateId }, friday))
      .thenRefused(ReferralIsWithdrawn);
  });

  it('is none where there were hundreds', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      referralUpdateAcknowledged({
        ...seen.data,
        updateId: `0b0f0e1c-0000-4000-8000-${String(index).padStart(12, '0')}`,
      }),
    );
    given(...sent, ...many)
      .when(acknowledgeUpdate({ updateId }, friday))
      .thenRefused(TooManyAcknowledged);
  });
});
