import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { caseId, day, received, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import {
  courtHearingListed,
  custodyStatusChanged,
  immigrationHoldEnded,
  immigrationHoldStarted,
  type LegalStatus,
  sentenced,
} from '../events';
import { DateTooEarly, DateTooFarOff } from '../on-that-day';
import { BeforeBirth } from '../reception/reception';
import {
  changeStatus,
  endHold,
  HoldStands,
  listHearing,
  NoHoldStands,
  NoLengthOfSentence,
  NoSuchTransition,
  recordSentence,
  SentenceNeeded,
  SentenceRecorded,
  startHold,
  StatusUnchanged,
} from './legal-status';

const given = specification(custodyCase);
const on = day('2027-02-19');
const to = (legalStatus: LegalStatus) => changeStatus({ legalStatus, on }, today);
const sentence = sentenced({ caseId, on, sentenceType: 'determinate', days: 80 });

describe('a woman on remand', () => {
  it('is convicted', () =>
    given(received)
      .when(to('convicted-unsentenced'))
      .then(custodyStatusChanged({ caseId, legalStatus: 'convicted-unsentenced', on })));
  it('is sentenced by recording the sentence alone', () => {
    given(received).when(to('sentenced')).thenRefused(SentenceNeeded);
    given(received).when(recordSentence(sentence.data, today)).then(sentence);
  });
  it('stays what she is when nothing changed', () => given(received).when(to('remand')).thenRefused(StatusUnchanged));
  it('changes on no day before she came', () =>
    given(received)
      .when(changeStatus({ legalStatus: 'recalled', on: day('2027-01-10') }, today))
      .thenRefused(DateTooEarly));
});

describe('a woman under sentence', () => {
  it('is so by a custodial sentence, and not by a suspended one', () => {
    const statusAfter = (sentenceType: 'determinate' | 'suspended') =>
      custodyCase.evolve(custodyCase.evolve(custodyCase.initial, received), sentenced({ caseId, on, sentenceType }));
    expect(statusAfter('determinate')).toMatchObject({ legalStatus: 'sentenced' });
    expect(statusAfter('suspended')).toMatchObject({ legalStatus: 'remand' });
  });
  it('has each sentence recorded once', () =>
    given(received, sentence).when(recordSentence(sentence.data, today)).thenRefused(SentenceRecorded));
  it('was not sentenced before she was born', () =>
    given(received)
      .when(recordSentence(sentence.data, today, day('2027-02-20')))
      .thenRefused(BeforeBirth, /date of the sentence/));
  it('may have been sentenced before she came here', () => {
    const before = sentenced({ caseId, on: day('2026-01-05'), sentenceType: 'determinate' });
    given(received).when(recordSentence(before.data, today)).then(before);
  });
  it('has no length where it is indeterminate', () =>
    given(received)
      .when(recordSentence({ on, sentenceType: 'indeterminate', days: 10 }, today))
      .thenRefused(NoLengthOfSentence));
});

describe('a woman held under immigration powers', () => {
  const held = custodyStatusChanged({ caseId, legalStatus: 'immigration', on });
  it('does not become convicted without a step between', () =>
    given(received, held)
      .when(to('convicted-unsentenced'))
      .thenRefused(NoSuchTransition, /remand, recalled/));

  const hold = immigrationHoldStarted({ caseId, on });
  it('is held once at a time, from a day and to a day', () => {
    given(received).when(startHold({ on }, today)).then(hold);
    given(received, hold).when(startHold({ on }, today)).thenRefused(HoldStands);
    given(received, hold).when(endHold({ on }, today)).then(immigrationHoldEnded({ caseId, on }));
    given(received, hold)
      .when(endHold({ on: day('2027-02-18') }, today))
      .thenRefused(DateTooEarly);
    given(received).when(endHold({ on }, today)).thenRefused(NoHoldStands);
  });
});

describe('a court hearing', () => {
  const hearing = { on: day('2027-05-04'), court: 'Inner London Crown Court' };
  it('is listed ahead, once for a day', () => {
    given(received)
      .when(listHearing(hearing, today))
      .then(courtHearingListed({ caseId, ...hearing }));
    given(received, courtHearingListed({ caseId, ...hearing }))
      .when(listHearing(hearing, today))
      .thenNothing();
  });
  it('is not listed beyond three years, nor before she came', () => {
    given(received)
      .when(listHearing({ on: day('2030-03-25') }, today))
      .thenRefused(DateTooFarOff);
    given(received)
      .when(listHearing({ on: day('2027-01-10') }, today))
      .thenRefused(DateTooEarly);
  });
});
