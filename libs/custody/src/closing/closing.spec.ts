import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { caseId, closedInError, day, left, nextCaseId, onThe, received, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import { StillInside } from '../case/refusals';
import { caseClosed, caseReopened, returnedToCustody } from '../events';
import { DateTooEarly } from '../on-that-day';
import { returnToCustody, ReturnRecorded } from '../return/return-to-custody';
import { CaseIsOpen, closeCase, PeriodNotOver, reopenCase } from './closing';

const given = specification(custodyCase);
const back = { on: day('2027-03-22'), reason: 'recall' as const, nextCaseId };
const returned = [
  returnedToCustody({ caseId, ...back }),
  caseClosed({ caseId, on: back.on, reason: 'returned-to-custody' }),
] as const;

describe('a woman who left and is back', () => {
  it('has her case closed, and the next one named', () =>
    given(received, left)
      .when(returnToCustody(back, today))
      .then(...returned));
  it('did not come back before she left', () =>
    given(received, left)
      .when(returnToCustody({ ...back, on: day('2027-03-19') }, today))
      .thenRefused(DateTooEarly));
  it('comes back once, and is then found under the next case', () =>
    given(received, left, ...returned)
      .when(returnToCustody(back, today))
      .thenRefused(ReturnRecorded, new RegExp(nextCaseId)));
  it('does not have the case reopened that her return closed', () =>
    given(received, left, ...returned)
      .when(reopenCase({ on: day('2027-03-23'), reason: 'more-to-do' }, today))
      .thenRefused(ReturnRecorded));
});

describe('a woman who is inside', () => {
  it('cannot come back', () => given(received).when(returnToCustody(back, today)).thenRefused(StillInside));
});

describe('the case of a woman who left', () => {
  const over = { on: day('2027-06-12'), reason: 'period-over' as const };
  it('is over twelve weeks after her release, and not a day before', () => {
    given(received, left)
      .when(closeCase(over, onThe('2027-06-12')))
      .then(caseClosed({ caseId, ...over }));
    given(received, left)
      .when(closeCase({ ...over, on: day('2027-06-11') }, onThe('2027-06-12')))
      .thenRefused(PeriodNotOver, /2027-06-12/);
  });
  it('is not over while she is inside', () =>
    given(received)
      .when(closeCase(over, onThe('2027-06-12')))
      .thenRefused(StillInside));
});

describe('a closed case', () => {
  const reopening = { on: day('2027-03-23'), reason: 'closed-in-error' as const };
  it('is closed once: a repeat writes nothing', () =>
    given(received, closedInError)
      .when(closeCase({ on: day('2027-03-21'), reason: 'opened-in-error' }, today))
      .thenNothing());
  it('is reopened to what it was', () => {
    const reopened = caseReopened({ caseId, ...reopening });
    given(received, left, closedInError).when(reopenCase(reopening, today)).then(reopened);
    const stands = [received, left].reduce(custodyCase.evolve, custodyCase.initial);
    expect([closedInError, reopened].reduce(custodyCase.evolve, stands)).toEqual(stands);
  });
  it('was not reopened before it was closed', () =>
    given(received, closedInError)
      .when(reopenCase({ ...reopening, on: day('2027-03-20') }, today))
      .thenRefused(DateTooEarly));
});

describe('an open case', () => {
  it('is not reopened', () =>
    given(received)
      .when(reopenCase({ on: day('2027-03-23'), reason: 'more-to-do' }, today))
      .thenRefused(CaseIsOpen));
});
