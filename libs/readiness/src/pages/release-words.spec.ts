import { isoDate } from '@ttg/event-sourcing';
import { date } from '@ttg/calendar';
import type { ReleaseView } from '../board/board-view';
import { releaseWords } from './release-words';

const day = (text: string) => isoDate(date(text));
const release: ReleaseView = {
  day: day('2027-03-24'),
  date: day('2027-03-25'),
  type: 'conditional release date',
  days: 15,
  released: false,
  certainty: 'settled',
  explanation: 'She does not leave on the eve of a bank holiday.',
  sources: [],
};

describe('the day she leaves', () => {
  it('is shown with the date that the rule moved', () => {
    expect(releaseWords(release)).toEqual({
      headline: '15 days',
      day: 'Wednesday 24 March 2027',
      notes: ['The conditional release date is Thursday 25 March 2027: she leaves before it.'],
    });
  });

  it('has one date where the rule did not move it', () => {
    expect(releaseWords({ ...release, date: release.day }).notes).toEqual([]);
  });

  it('has both days where it is not known which applies', () => {
    const { notes } = releaseWords({ ...release, certainty: 'earlier-of-two', laterDay: day('2027-03-25') });
    expect(notes).toContain('It may be Thursday 25 March 2027. Plan to the earlier.');
  });

  it('says when the holidays of that year are not known', () => {
    expect(releaseWords({ ...release, certainty: 'holidays-not-published' }).notes.join()).toContain('may still move');
  });

  it.each([
    [0, false, 'Today'],
    [1, false, 'Tomorrow'],
    [2, false, '2 days'],
    [0, true, 'Left today'],
    [-3, true, 'Left 3 days ago'],
  ])('%i days away, released %s, reads %s', (days, released, words) =>
    expect(releaseWords({ ...release, days, released }).headline).toBe(words),
  );

  it('that nobody knows is said to be so', () => expect(releaseWords(undefined).headline).toBe('No date known'));
});
