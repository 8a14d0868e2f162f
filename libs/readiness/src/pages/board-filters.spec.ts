import { boardAddress, readFilters } from './board-filters';

describe('the filters of the board', () => {
  it('ask for all where nothing is chosen, as a form sends it', () => {
    expect(readFilters({ prison: '', council: '', days: '' })).toEqual({ filters: {}, errors: [] });
    expect(readFilters({}).errors).toEqual([]);
  });

  it('are the prison, the council and the days that were chosen', () => {
    const { filters, errors } = readFilters({ prison: 'bzi', council: 'E09000028', days: '28', cursor: 'abc' });
    expect(errors).toEqual([]);
    expect(filters).toEqual({ prison: 'BZI', council: 'E09000028', withinDays: 28, cursor: 'abc' });
  });

  it.each([
    ['prison', 'XXX'],
    ['council', 'E09000999'],
    ['days', '15'],
    ['days', '-7'],
    ['prison', "'; drop table cases --"],
  ])('say when %s is not one of those offered (%s), and do not filter by it', (field, value) => {
    const { filters, errors } = readFilters({ [field]: value });
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(Object.values(filters).filter((chosen) => chosen !== undefined)).toEqual([]);
  });

  it('given twice count as not given', () => {
    expect(readFilters({ prison: ['BZI', 'DWI'] })).toEqual({ filters: {}, errors: [] });
  });

  it('come back in the address', () => {
    expect(boardAddress({})).toBe('/');
    expect(boardAddress({ prison: 'BZI', withinDays: 14, cursor: 'a+b' })).toBe('/?prison=BZI&days=14&cursor=a%2Bb');
  });
});
