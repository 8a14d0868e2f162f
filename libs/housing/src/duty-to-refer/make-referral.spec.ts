import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { agreementGiven, agreementWithdrawn, referralWithdrawn, sheWasAskedWhoMustNotKnow } from '../events';
import type { StandingInstructions } from '../instructions/stops';
import { DateToCome, DateTooEarly } from '../on-that-day';
import { dutyToRefer } from './duty-to-refer';
import {
  agreedToPassOn,
  agreedToReferral,
  camden,
  caseId,
  choseSouthwark,
  content,
  councilCode,
  drafted,
  iso,
  made,
  nobodyMustNotKnow,
  on,
  prepared,
  referralId,
  sent,
  southwark,
  tuesday,
} from './fixtures';
import { makeDutyToRefer } from './make-referral';
import {
  AgreementMissing,
  AlreadySent,
  ChosenAuthorityGone,
  NotAskedInPrivate,
  NotAskedWhoMustNotKnow,
  NoWayToReachHer,
  ReferralIsWithdrawn,
  ReferralStopped,
} from './refusals';

const given = specification(dutyToRefer);
const none: StandingInstructions = { doNotShareWith: [], areasToAvoid: [] };
const make = (instructions = none, day = tuesday, sentOn?: string) =>
  makeDutyToRefer({ content, on: sentOn === undefined ? undefined : iso(sentOn) }, day, instructions);
const ids = { referralId, caseId };
const asked = (changes: Partial<typeof nobodyMustNotKnow.data>) =>
  sheWasAskedWhoMustNotKnow({ ...nobodyMustNotKnow.data, ...changes });
const agreed = [drafted, agreedToReferral, choseSouthwark, agreedToPassOn] as const;

describe('a draft', () => {
  it('leaves with her three agreements, and expects a receipt by the end of the second working day', () =>
    given(...prepared)
      .when(make())
      .then(made));

  it.each([
    ['referral', [drafted, choseSouthwark, agreedToPassOn, nobodyMustNotKnow]],
    ['choice-of-council', [drafted, agreedToReferral, agreedToPassOn, nobodyMustNotKnow]],
    ['pass-on-contact-details', [drafted, agreedToReferral, choseSouthwark, nobodyMustNotKnow]],
  ])('stays without her agreement to %s', (to, events) => {
    given(...events)
      .when(make())
      .thenRefused(AgreementMissing);
    const state = events.reduce(dutyToRefer.evolve, dutyToRefer.initial);
    expect(() => make()(state)).toThrow(expect.objectContaining({ missing: [to] }) as Error);
  });

  it.each([
    ['none at all', {}],
    ['a way that says nothing', { afterRelease: {} }],
    ['a number that she did not mark as safe', { afterRelease: { phone: '07700 900000', safeToCall: false } }],
    ['a mark without a number', { afterRelease: { safeToCall: true, safeToText: true } }],
  ])('stays without a way to reach her: %s', (_, contact) => {
    given(...prepared)
      .when(makeDutyToRefer({ content: { ...content, contact } }, tuesday, none))
      .thenRefused(NoWayToReachHer);
  });

  it.each([
    [{ inCustody: { route: 'post' } }],
    [{ afterRelease: { phone: '07700 900000', safeToText: true } }],
    [{ afterRelease: { email: 'synthetic@example.org' } }],
    [{ afterRelease: { throughWorker: 'A synthetic worker' } }],
  ] as const)('leaves with one way to reach her: %j', (contact) => {
    const events = makeDutyToRefer({ content: { ...content, contact } }, tuesday, none);
    expect(events(prepared.reduce(dutyToRefer.evolve, dutyToRefer.initial))).toMatchObject({ type: made.type });
  });

  it('stays when an agreement was withdrawn', () => {
    const withdrawn = agreementWithdrawn({ ...ids, to: 'referral', on: iso('2027-03-02'), how: 'telephone' });
    given(...prepared, withdrawn)
      .when(make())
      .thenRefused(AgreementMissing, /to be referred/);
  });

  it('stays until she was asked, in private, who must not know', () => {
    given(...agreed)
      .when(make())
      .thenRefused(NotAskedWhoMustNotKnow);
    given(...agreed, asked({ inPrivate: false }))
      .when(make())
      .thenRefused(NotAskedInPrivate);
  });

  it('stays when she was asked about another council than the one she chose', () => {
    given(...agreed, asked({ council: camden }))
      .when(make())
      .thenRefused(NotAskedWhoMustNotKnow);
    const choseCamden = agreementGiven({ ...choseSouthwark.data, council: camden });
    given(...prepared, choseCamden)
      .when(make())
      .thenRefused(NotAskedWhoMustNotKnow);
  });

  it('is stopped by her answer that there is someone', () => {
    given(...agreed, asked({ anyoneAtThisCouncil: 'yes' }))
      .when(make())
      .thenRefused(ReferralStopped);
    given(...agreed, asked({ anyoneInThisArea: 'yes' }))
      .when(make())
      .thenRefused(ReferralStopped);
  });

  it('leaves when she chose not to say', () =>
    given(...agreed, asked({ anyoneAtThisCouncil: 'chose-not-to-say', anyoneInThisArea: 'chose-not-to-say' }))
      .when(make())
      .then(made));

  it('is stopped by her standing instructions, without a word on who or why', () => {
    given(...prepared)
      .when(make({ ...none, doNotShareWith: [southwark] }))
      .thenRefused(ReferralStopped);
    given(...prepared)
      .when(make({ ...none, areasToAvoid: [camden, southwark] }))
      .thenRefused(ReferralStopped);
    given(...prepared)
      .when(make({ doNotShareWith: [camden], areasToAvoid: [camden] }))
      .then(made);
    expect(new ReferralStopped('area-to-avoid').message).toBe(new ReferralStopped('someone-must-not-know').message);
  });

  it('is stopped by an instruction about a council that has merged into the one she chose', () => {
    const cumberland = councilCode('E06000063');
    const chose = agreementGiven({ ...choseSouthwark.data, council: cumberland });
    const ready = [drafted, agreedToReferral, chose, agreedToPassOn, asked({ council: cumberland })] as const;
    given(...ready)
      .when(make({ ...none, areasToAvoid: ['E07000026'] }))
      .thenRefused(ReferralStopped);
  });

  it('names the council that replaced the one she chose', () => {
    const allerdale = councilCode('E07000026');
    const chose = agreementGiven({ ...choseSouthwark.data, council: allerdale });
    given(drafted, agreedToReferral, chose, agreedToPassOn, asked({ council: allerdale }))
      .when(make())
      .thenRefused(ChosenAuthorityGone, /Cumberland/);
  });

  it('is dated neither tomorrow nor before her agreement', () => {
    given(...prepared)
      .when(make(none, tuesday, '2027-03-03'))
      .thenRefused(DateToCome);
    given(...prepared)
      .when(make(none, on('2027-03-05'), '2027-03-01'))
      .thenRefused(DateTooEarly, /agreement/);
  });
});

it('is sent once', () =>
  given(...sent)
    .when(make())
    .thenRefused(AlreadySent));

it('does not leave once withdrawn', () =>
  given(...prepared, referralWithdrawn({ ...ids, reason: 'DISENGAGED', on: iso('2027-03-02') }))
    .when(make())
    .thenRefused(ReferralIsWithdrawn));
