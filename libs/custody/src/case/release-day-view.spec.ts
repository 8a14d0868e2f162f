import { date } from '@ttg/calendar';
import { day } from './fixtures';
import { releaseDayOf } from './release-day-view';

const stay = {
  receivedOn: day('2027-01-11'),
  legalStatus: 'sentenced' as const,
  sentences: [{ on: day('2027-02-19'), sentenceType: 'determinate' }],
  releaseDate: { date: day('2027-03-25'), type: 'CRD' as const },
};
const today = date('2027-03-09');
const leaves = (change: Partial<Parameters<typeof releaseDayOf>[0]>) =>
  releaseDayOf({ ...stay, ...change }, today)?.releaseDay.toString();

describe('the day she leaves', () => {
  it('is the day before Thursday, eve of Good Friday, when she has served 28 nights since sentence', () =>
    expect(leaves({})).toBe('2027-03-24'));
  it('is the Thursday itself when she has not', () =>
    expect(leaves({ sentences: [{ on: day('2027-03-01'), sentenceType: 'determinate' }] })).toBe('2027-03-25'));
  it('is planned for the earlier day where her nights are not known', () =>
    expect(leaves({ sentences: [], legalStatus: 'recalled' })).toBe('2027-03-24'));
  it('is not known without a date', () => expect(leaves({ releaseDate: undefined })).toBeUndefined());
});
