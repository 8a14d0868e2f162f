import { Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { caseId, closedInError, day, left, received, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import { CaseIsClosed } from '../case/refusals';
import { releaseDayArrangementFellThrough, releaseDayArrangementMade } from '../events';
import { DateTooEarly } from '../on-that-day';
import { arrangementFellThrough, makeArrangement, NothingArranged } from './arrangements';

const given = specification(custodyCase);
const travel = { kind: 'travel', on: day('2027-03-31'), byWhom: 'prison', what: 'Taxi to the refuge worker' } as const;
const made = releaseDayArrangementMade({ caseId, ...travel, what: Personal.of(travel.what) });
const failed = releaseDayArrangementFellThrough({ caseId, kind: 'travel', why: 'not-available' });

describe('what she needs on the day', () => {
  it('is arranged, and what it is stays sealed', () => given(received).when(makeArrangement(travel, today)).then(made));
  it('is arranged anew in place of what was', () =>
    given(received, made).when(makeArrangement(travel, today)).then(made));
  it('falls through only where it was arranged, and once', () => {
    given(received, made)
      .when(arrangementFellThrough({ kind: 'travel', why: 'not-available' }))
      .then(failed);
    given(received)
      .when(arrangementFellThrough({ kind: 'travel' }))
      .thenRefused(NothingArranged);
    given(received, made, failed)
      .when(arrangementFellThrough({ kind: 'travel' }))
      .thenRefused(NothingArranged);
  });
  it('may still be arranged after a release without notice', () =>
    given(received, left).when(makeArrangement(travel, today)).then(made));
  it('is not for a day before she came', () =>
    given(received)
      .when(makeArrangement({ ...travel, on: day('2027-01-10') }, today))
      .thenRefused(DateTooEarly));
  it('is not arranged in a closed case', () =>
    given(received, closedInError).when(makeArrangement(travel, today)).thenRefused(CaseIsClosed));
});
