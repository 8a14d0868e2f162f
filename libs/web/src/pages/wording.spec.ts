import {
  clockTime,
  counted,
  dayFrom,
  fromToday,
  listed,
  londonDay,
  longDate,
  shortDate,
  whenSeenFrom,
} from './wording';

describe('how pages say things', () => {
  it('writes a day with its weekday, month in words and year', () => {
    expect(longDate('2027-03-31')).toBe('Wednesday 31 March 2027');
    expect(shortDate('2027-03-31')).toBe('31 March 2027');
  });

  it('takes the day of an instant from London, also when it is another day in UTC', () => {
    expect(londonDay('2027-06-30T23:30:00Z')).toBe('2027-07-01');
    expect(londonDay('2027-01-30T23:30:00Z')).toBe('2027-01-30');
  });

  it.each([
    ['2027-01-11T09:05:00Z', '9:05am'],
    ['2027-06-11T09:00:00Z', '10am'],
    ['2027-01-11T12:00:00Z', 'midday'],
    ['2027-01-11T00:00:00Z', 'midnight'],
    ['2027-01-11T12:30:00Z', '12:30pm'],
    ['2027-01-11T00:10:00Z', '12:10am'],
    ['2027-01-11T17:45:00Z', '5:45pm'],
  ])('says %s as %s', (instant, words) => expect(clockTime(instant)).toBe(words));

  it.each([
    [0, 'today'],
    [1, 'tomorrow'],
    [2, 'in 2 days'],
    [-1, 'yesterday'],
    [-12, '12 days ago'],
  ])('says %i days from today as %s', (days, words) => expect(fromToday(days)).toBe(words));

  it('counts days between two dates over the change of the clocks', () => {
    expect(whenSeenFrom('2027-03-27', '2027-03-29')).toBe('in 2 days');
  });

  it('counts with the right plural', () => {
    expect(counted(1, 'day')).toBe('1 day');
    expect(counted(0, 'woman', 'women')).toBe('0 women');
  });

  it('lists with commas and a last and', () => {
    expect(listed([])).toBe('');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b'])).toBe('a and b');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it.each([
    ['31', '3', '2027', '2027-03-31'],
    [' 1 ', '02', '2027', '2027-02-01'],
    ['30', '2', '2027', undefined],
    ['', '2', '2027', undefined],
    ['1.5', '2', '2027', undefined],
    ['-1', '2', '2027', undefined],
    ['1', 'March', '2027', undefined],
  ])('reads the typed day %s %s %s as %s', (day, month, year, iso) =>
    expect(dayFrom(day, month, year)?.toString()).toBe(iso),
  );
});
