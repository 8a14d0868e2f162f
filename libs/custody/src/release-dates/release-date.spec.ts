import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { caseId, dated, day, left, received, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import { HasLeft } from '../case/refusals';
import { releaseDateChanged, releaseDateWithdrawn } from '../events';
import { DateTooEarly, DateTooFarOff } from '../on-that-day';
import { NoReleaseDate, setReleaseDate, type SetReleaseDate, withdrawReleaseDate } from './release-date';

const given = specification(custodyCase);
const first: SetReleaseDate = { date: day('2027-03-31'), type: 'CRD', source: 'calculation' };
const earlier: SetReleaseDate = { ...first, date: day('2027-03-25'), reason: 'recalculated' };
const [before, after] = [
  { date: first.date, type: first.type },
  { date: earlier.date, type: earlier.type },
];
const changed = releaseDateChanged({ caseId, before, after, source: 'calculation', reason: 'recalculated' });
const withdrawn = releaseDateWithdrawn({ caseId, before, source: 'court', reason: 'appeal' });

describe('a woman without a release date', () => {
  it('gets one: that is no change', () => given(received).when(setReleaseDate(first, today)).then(dated));
  it('has none to withdraw', () =>
    given(received)
      .when(withdrawReleaseDate({ source: 'court', reason: 'appeal' }))
      .thenRefused(NoReleaseDate));
  it('leaves on no day before she came', () => {
    given(received)
      .when(setReleaseDate({ ...first, date: day('2027-01-10') }, today))
      .thenRefused(DateTooEarly);
    expect(
      setReleaseDate({ ...first, date: day('2027-01-11') }, today)(custodyCase.evolve(custodyCase.initial, received)),
    ).toBeDefined();
  });
  it('leaves on no day more than fifty years ahead', () =>
    given(received)
      .when(setReleaseDate({ ...first, date: day('2077-03-25') }, today))
      .thenRefused(DateTooFarOff));
});

describe('a woman with a release date', () => {
  it('has it changed, from what to what', () =>
    given(received, dated).when(setReleaseDate(earlier, today)).then(changed));
  it('has nothing written when a system says the same again', () =>
    given(received, dated)
      .when(setReleaseDate({ ...first, source: 'hmpps-event' }, today))
      .thenNothing());
  it('has another type of date on the same day as a change', () =>
    expect(
      setReleaseDate(
        { ...first, type: 'ARD' },
        today,
      )([received, dated].reduce(custodyCase.evolve, custodyCase.initial)),
    ).toMatchObject({
      type: 'custody.release-date-changed',
    }));
  it('has it withdrawn, and then a first one again', () => {
    given(received, dated)
      .when(withdrawReleaseDate({ source: 'court', reason: 'appeal' }))
      .then(withdrawn);
    given(received, dated, withdrawn).when(setReleaseDate(first, today)).then(dated);
  });
});

describe('a woman who left', () => {
  it('has no release date to change', () =>
    given(received, dated, left).when(setReleaseDate(earlier, today)).thenRefused(HasLeft));
});
