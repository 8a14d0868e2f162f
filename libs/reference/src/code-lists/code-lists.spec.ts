import { releaseDateTypes } from '@ttg/calendar';
import { codeList } from './code-list';
import { recallTypes, releaseDateTypeList } from './custody';
import {
  dutyToReferOutcomeReasons,
  dutyToReferStates,
  dutyToReferWithdrawalReasons,
  stateOfOutcome,
} from './duty-to-refer';
import { dutyDecisions, preventionEndings, reliefEndings } from './homelessness';
import { livedBefore } from './screening';

describe('a code list', () => {
  const list = codeList({ ONE: 'The first', TWO: 'The second' }, { ref: 'x', words: 'x', confidence: 'design' });

  it('knows its codes in order, and their words', () => {
    expect(list.codes).toEqual(['ONE', 'TWO']);
    expect(list.label('TWO')).toBe('The second');
  });

  it.each(['one', 'THREE', '', 'toString', '__proto__', 'constructor'])('has no %j', (text) =>
    expect(list.has(text)).toBe(false),
  );
});

describe('published spellings are kept', () => {
  it('of where she lived before', () => {
    expect(livedBefore.codes).toHaveLength(11);
    expect(livedBefore.has('NO_PERMANENT_OR_FIXED')).toBe(true);
    expect(livedBefore.label('NO_ANSWER')).toBe('No answer provided');
  });

  it('of recall types', () =>
    expect(recallTypes.codes.join(' ')).toBe('LR FTR_14 FTR_28 FTR_56 FTR_HDC_14 FTR_HDC_28 CUR_HDC IN_HDC'));

  it('of a duty to refer: states, outcomes, withdrawals', () => {
    expect(dutyToReferStates.codes.join(' ')).toBe('SUBMITTED ACCEPTED NOT_ACCEPTED WITHDRAWN');
    expect(dutyToReferWithdrawalReasons.codes.join(' ')).toBe(
      'NEW_REFERRAL INCORRECT_LOCAL_AUTHORITY NO_CONSENT DISENGAGED HOUSING_NEED_RESOLVED NOT_ELIGIBLE OTHER',
    );
    expect(dutyToReferOutcomeReasons.codes.map((reason) => `${reason} ${stateOfOutcome[reason]}`)).toEqual([
      'PREVENTION_AND_RELIEF_DUTY ACCEPTED',
      'PRIORITY_NEED ACCEPTED',
      'NO_LOCAL_CONNECTION NOT_ACCEPTED',
      'INTENTIONALLY_HOMELESS NOT_ACCEPTED',
      'REJECTED_FOR_ANOTHER_REASON NOT_ACCEPTED',
    ]);
  });

  it('of release date types, the same as the calendar has', () => {
    expect(releaseDateTypeList.codes).toEqual(Object.keys(releaseDateTypes));
    expect(releaseDateTypeList.label('CRD')).toBe('conditional release date');
  });

  it('of decisions by section', () =>
    expect(dutyDecisions.codes.join(' ')).toBe('s.195 s.189B s.193 s.190 not-homeless not-eligible'));
});

it('contact lost is an official ending of both duties', () => {
  expect(preventionEndings.has('contact-lost')).toBe(true);
  expect(reliefEndings.has('contact-lost')).toBe(true);
});
