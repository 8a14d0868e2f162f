import { Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import {
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  referralWithdrawn,
  sheWasAskedWhoMustNotKnow,
} from '../events';
import { DateToCome, DateTooEarly } from '../on-that-day';
import { answerAgreement, askWhoMustNotKnow, draftReferral } from './agreements';
import { dutyToRefer } from './duty-to-refer';
import {
  agreedToPassOn,
  agreedToReferral,
  caseId,
  choseSouthwark,
  drafted,
  iso,
  on,
  prepared,
  referralId,
  sent,
  southwark,
  tuesday,
} from './fixtures';
import {
  AlreadySent,
  CouncilNotAsked,
  GivenBefore,
  NoCouncilChosen,
  NoSuchAuthority,
  NothingToWithdraw,
  ReferralIsWithdrawn,
} from './refusals';

const given = specification(dutyToRefer);
const ids = { referralId, caseId };
const faceToFace = { how: 'face-to-face' } as const;
const choose = (council: string) =>
  answerAgreement({ to: 'choice-of-council', answer: 'given', council, ...faceToFace }, tuesday);
const said = { ...ids, on: iso('2027-03-02'), ...faceToFace, herWords: undefined };
const withdrawn = referralWithdrawn({ ...ids, reason: 'OTHER', on: iso('2027-03-02'), other: Personal.of('x') });

describe('nothing yet', () => {
  it('begins with a draft', () =>
    given()
      .when(draftReferral({ ...ids, reason: 'threatened' }))
      .then(drafted));
});

describe('a draft', () => {
  it('keeps her agreement with the day, the way and her words', () => {
    const herWords = 'Yes. نعم 👍';
    const outcome = answerAgreement({ to: 'referral', answer: 'given', herWords, ...faceToFace }, tuesday);
    given(drafted)
      .when(outcome)
      .then(agreementGiven({ ...said, to: 'referral', council: undefined, herWords: Personal.of(herWords) }));
  });

  it('keeps the council she chose under its own code, however it was written', () =>
    given(drafted)
      .when(choose(' e09000028 '))
      .then(agreementGiven({ ...said, to: 'choice-of-council', council: southwark })));

  it.each([
    ['W06000015', 'council-wales', /application for assistance/],
    ['S12000036', 'council-scotland', /homelessness application/],
    ['N09000003', 'council-northern-ireland', /Housing Executive/],
    ['E07000026', 'council-abolished', /Cumberland/],
    ['E10000014', 'council-unknown', /county council/],
    ["'; drop table", 'council-unknown', /No council has that code/],
  ])('refuses %s and says where to turn', (code, problem, words) => {
    given(drafted).when(choose(code)).thenRefused(NoSuchAuthority, words);
    expect(() => choose(code)({ status: 'drafted', ...ids, reason: 'homeless', agreements: {} })).toThrow(
      expect.objectContaining({ code: problem, field: 'council' }) as Error,
    );
  });

  it('asks for the council with her choice, and for none with the others', () => {
    given(drafted)
      .when(answerAgreement({ to: 'choice-of-council', answer: 'given', ...faceToFace }, tuesday))
      .thenRefused(CouncilNotAsked);
    const withCouncil = { to: 'referral', answer: 'given', council: southwark, ...faceToFace } as const;
    given(drafted).when(answerAgreement(withCouncil, tuesday)).thenRefused(CouncilNotAsked);
    given(drafted)
      .when(answerAgreement({ ...withCouncil, answer: 'refused' }, tuesday))
      .thenRefused(CouncilNotAsked);
  });

  it('records a no as a no', () =>
    given(drafted)
      .when(answerAgreement({ to: 'referral', answer: 'refused', ...faceToFace }, tuesday))
      .then(agreementRefused({ ...said, to: 'referral' })));

  it('takes a no after a yes as a withdrawal, which must be recorded as one', () =>
    given(drafted, agreedToReferral)
      .when(answerAgreement({ to: 'referral', answer: 'refused', ...faceToFace }, tuesday))
      .thenRefused(GivenBefore));

  it('withdraws only what was given', () => {
    const withdraw = answerAgreement({ to: 'referral', answer: 'withdrawn', ...faceToFace }, tuesday);
    given(drafted).when(withdraw).thenRefused(NothingToWithdraw);
    given(drafted, agreedToReferral)
      .when(withdraw)
      .then(agreementWithdrawn({ ...said, to: 'referral' }));
  });

  it('takes no answer from tomorrow, and none from before she was received', () => {
    const answer = (day: string) =>
      answerAgreement({ to: 'referral', answer: 'given', on: iso(day), ...faceToFace }, tuesday);
    given(drafted).when(answer('2027-03-03')).thenRefused(DateToCome);
    given(drafted)
      .when(answer('2026-01-01'))
      .thenRefused(DateTooEarly, /received/);
  });

  it('asks who must not know about the council she chose', () => {
    const answers = { inPrivate: true, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'chose-not-to-say' } as const;
    given(drafted, choseSouthwark)
      .when(askWhoMustNotKnow(answers, tuesday))
      .then(sheWasAskedWhoMustNotKnow({ ...ids, council: southwark, ...answers }));
    given(drafted).when(askWhoMustNotKnow(answers, tuesday)).thenRefused(NoCouncilChosen);
  });
});

describe('a referral with the council', () => {
  it('goes back when she no longer agrees to it', () =>
    given(...sent)
      .when(answerAgreement({ to: 'referral', answer: 'withdrawn', ...faceToFace }, on('2027-03-09')))
      .then(
        agreementWithdrawn({ ...said, on: iso('2027-03-09'), to: 'referral' }),
        referralWithdrawn({ ...ids, reason: 'NO_CONSENT', on: iso('2027-03-09') }),
      ));

  it('stays when she withdraws only the passing on of how to reach her', () =>
    given(...sent)
      .when(answerAgreement({ to: 'pass-on-contact-details', answer: 'withdrawn', ...faceToFace }, tuesday))
      .then(agreementWithdrawn({ ...said, to: 'pass-on-contact-details' })));

  it('does not change its council', () =>
    given(...sent)
      .when(choose('E09000007'))
      .thenRefused(AlreadySent));
});

it('takes no answers once withdrawn', () =>
  given(...prepared, withdrawn)
    .when(answerAgreement({ to: 'referral', answer: 'given', ...faceToFace }, tuesday))
    .thenRefused(ReferralIsWithdrawn));

it('keeps three agreements apart', () => {
  const state = [drafted, agreedToReferral, agreedToPassOn].reduce(dutyToRefer.evolve, dutyToRefer.initial);
  expect(state).toMatchObject({
    agreements: { referral: { answer: 'given' }, 'pass-on-contact-details': { answer: 'given' } },
  });
  expect(state).not.toMatchObject({ agreements: { 'choice-of-council': expect.anything() as object } });
});
