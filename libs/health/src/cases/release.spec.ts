import { date } from '@ttg/calendar';
import { isoDate, type IsoDate } from '@ttg/event-sourcing';
import type { HealthCase } from './health-cases';
import { dayOfRelease } from './release';

const iso = (text: string): IsoDate => isoDate(date(text));
const today = date('2027-03-12');
const sentenced: HealthCase = {
  caseId: 'c',
  personId: 'p',
  receivedOn: iso('2027-01-11'),
  recalled: false,
  sentencedOn: iso('2027-02-19'),
  releaseDate: iso('2027-03-25'),
  releaseType: 'CRD',
  releasedOn: null,
};
const day = (changes: Partial<HealthCase> = {}) => dayOfRelease({ ...sentenced, ...changes }, today)?.toString();

it('is the working day before the eve of Good Friday, for a woman with 28 nights since sentence', () =>
  expect(day()).toBe('2027-03-24'));

it('is the date itself when she has served fewer nights', () =>
  expect(day({ sentencedOn: iso('2027-03-05') })).toBe('2027-03-25'));

it('is the earlier day where the nights are not known', () => {
  expect(day({ sentencedOn: null })).toBe('2027-03-24');
  expect(day({ sentencedOn: iso('2027-03-05'), recalled: true })).toBe('2027-03-24');
});

it('is the day she left, once she has', () => expect(day({ releasedOn: iso('2027-03-10') })).toBe('2027-03-10'));

it('is not known without a date', () => expect(day({ releaseDate: null, releaseType: null })).toBeUndefined());
