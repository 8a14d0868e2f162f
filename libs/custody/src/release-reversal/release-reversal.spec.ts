import { isoInstant, NotFound } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { Temporal } from 'temporal-polyfill';
import { custodyCase } from '../case/custody-case';
import { caseId, closedInError, dated, day, left, nextCaseId, onThe, received, today } from '../case/fixtures';
import { CaseIsClosed } from '../case/refusals';
import {
  caseClosed,
  caseReopened,
  contactAfterReleaseMade,
  released,
  releaseReversed,
  returnedToCustody,
} from '../events';
import { DateToCome, DateTooEarly } from '../on-that-day';
import { setReleaseDate } from '../release-dates/release-date';
import { releaseWoman } from '../release/release';
import { ReturnRecorded } from '../return/return-to-custody';
import { NoReleaseToReverse, ReachedOutside, reverseRelease, type ReverseRelease } from './release-reversal';

const given = specification(custodyCase);
const inError: ReverseRelease = { reason: 'recorded-in-error', on: day('2027-03-22') };
const reversed = releaseReversed({ caseId, releasedOn: day('2027-03-20'), ...inError });
const stateOf = (...events: Parameters<typeof custodyCase.evolve>[1][]) =>
  events.reduce(custodyCase.evolve, custodyCase.initial);

describe('a woman whose release is recorded', () => {
  it.each(['recorded-in-error', 'reversed-by-hmpps'] as const)('had not left: %s', (reason) =>
    given(received, left)
      .when(reverseRelease({ ...inError, reason }, today))
      .then(releaseReversed({ caseId, releasedOn: day('2027-03-20'), reason, on: inError.on })),
  );

  it('is in custody again as she was, under the date that stood before', () =>
    expect(stateOf(received, dated, left, reversed)).toEqual(stateOf(received, dated)));

  it('had not left from the very day she was said to have left', () =>
    given(received, left)
      .when(reverseRelease({ ...inError, on: day('2027-03-20') }, today))
      .then(releaseReversed({ caseId, releasedOn: day('2027-03-20'), reason: inError.reason, on: day('2027-03-20') })));

  it('is not found to be inside before she was said to have left, nor tomorrow', () => {
    given(received, left)
      .when(reverseRelease({ ...inError, on: day('2027-03-19') }, today))
      .thenRefused(DateTooEarly);
    given(received, left)
      .when(reverseRelease({ ...inError, on: day('2027-03-25') }, today))
      .thenRefused(DateToCome);
  });

  it('did leave where somebody reached her since', () => {
    const at = isoInstant(Temporal.Instant.from('2027-03-21T10:00:00Z'));
    given(received, left, contactAfterReleaseMade({ caseId, at, route: 'safe-phone' }))
      .when(reverseRelease(inError, today))
      .thenRefused(ReachedOutside, /record her return/);
  });
});

describe('a woman whose release was taken back', () => {
  it('has no other to take back', () =>
    given(received, left, reversed).when(reverseRelease(inError, today)).thenRefused(NoReleaseToReverse));

  it('may have another date, and leaves when she leaves', () => {
    expect(
      setReleaseDate(
        { date: day('2027-04-02'), type: 'CRD', source: 'calculation' },
        today,
      )(stateOf(received, dated, left, reversed)),
    ).toMatchObject({ type: 'custody.release-date-changed' });
    const again = { on: day('2027-03-24'), from: 'prison', toAccommodation: 'A17' } as const;
    given(received, left, reversed)
      .when(releaseWoman(again, today))
      .then(released({ ...left.data, ...again }));
  });

  it('and who was released again had the second taken back, by its own day', () => {
    const second = released({ ...left.data, on: day('2027-03-24') });
    given(received, left, reversed, second)
      .when(reverseRelease({ ...inError, on: day('2027-03-25') }, onThe('2027-03-25')))
      .then(releaseReversed({ caseId, releasedOn: day('2027-03-24'), reason: inError.reason, on: day('2027-03-25') }));
  });
});

describe('a woman in custody', () => {
  it('has no release to take back', () =>
    given(received, dated).when(reverseRelease(inError, today)).thenRefused(NoReleaseToReverse));
});

describe('a woman who came back', () => {
  it('had left: the case that her return opened is the one to go on with', () => {
    const on = day('2027-03-21');
    const back = [
      returnedToCustody({ caseId, on, reason: 'recall', nextCaseId }),
      caseClosed({ caseId, on, reason: 'returned-to-custody' }),
    ] as const;
    given(received, left, ...back)
      .when(reverseRelease(inError, today))
      .thenRefused(ReturnRecorded, new RegExp(nextCaseId));
  });
});

describe('a closed case', () => {
  it('is reopened first', () => {
    given(received, left, closedInError).when(reverseRelease(inError, today)).thenRefused(CaseIsClosed);
    const reopened = caseReopened({ caseId, on: day('2027-03-22'), reason: 'closed-in-error' });
    given(received, left, closedInError, reopened).when(reverseRelease(inError, today)).then(reversed);
  });
});

describe('a case that was never opened', () => {
  it('is not there', () => given().when(reverseRelease(inError, today)).thenRefused(NotFound));
});
