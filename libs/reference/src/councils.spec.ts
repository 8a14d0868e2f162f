import { date } from '@ttg/calendar';
import { councilByCode, councilByName, councils, councilsOn, findCouncil, successorOn } from './councils';

const today = date('2026-11-22');

describe('the councils shipped', () => {
  it.each([
    ['England', 296],
    ['Wales', 22],
    ['Scotland', 32],
  ] as const)('are, in %s today, %s', (nation, count) => expect(councilsOn(today, nation)).toHaveLength(count));

  it('keep a source and how far to trust it, each of them', () => {
    const confidences = new Set(councils.map(({ confidence }) => confidence));
    expect([...confidences].sort()).toEqual(['own-knowledge', 'verified']);
    expect(councils.filter(({ source }) => source === '')).toEqual([]);
  });

  it('have no code twice, former codes included', () => {
    const codes = councils.flatMap(({ code, formerCodes }) => [code, ...formerCodes]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('have codes of the published form, but for the two that wait for theirs', () => {
    const waiting = councils.filter(({ code }) => !/^[EWS]\d{8}$/.test(code));
    expect(waiting.map(({ name, codeStatus }) => [name, codeStatus])).toEqual([
      ['East Surrey', 'provisional'],
      ['West Surrey', 'provisional'],
    ]);
  });

  it('are all replaced by a council of the table that exists from the day they end', () => {
    const ended = councils.filter(({ until }) => until);
    expect(ended.length).toBeGreaterThan(30);
    for (const council of ended) {
      if (!council.until) continue;
      expect(findCouncil(council.code, council.until)).toBeUndefined();
      expect(successorOn(council, council.until)?.name).toBe(council.replacedBy);
    }
  });
});

describe('a council by its code', () => {
  it.each([
    ['E09000028', 'Southwark'],
    [' e09000028 ', 'Southwark'],
    ['E08000038', 'Barnsley'],
    ['E08000016', 'Barnsley'],
    ['E08000039', 'Sheffield'],
    ['E08000019', 'Sheffield'],
    ['S12000043', 'Glasgow City'],
    ['PROVISIONAL-EAST-SURREY', 'East Surrey'],
  ])('%s is %s', (code, name) => expect(councilByCode(code)?.name).toBe(name));

  it.each(['', 'E99999999', 'Southwark', '__proto__'])('%j is none', (code) =>
    expect(councilByCode(code)).toBeUndefined(),
  );

  it('exists until the day it is replaced, which is the first day it no longer does', () => {
    expect(findCouncil('E07000207', date('2027-03-31'))?.name).toBe('Elmbridge');
    expect(findCouncil('E07000207', date('2027-04-01'))).toBeUndefined();
  });

  it('exists from its first day', () => {
    expect(findCouncil('E06000066', date('2023-03-31'))).toBeUndefined();
    expect(findCouncil('E06000066', date('2023-04-01'))?.name).toBe('Somerset');
  });
});

describe('a council by its name', () => {
  it.each([
    ['southwark', 'E09000028'],
    ['London Borough of Southwark', 'E09000028'],
    [' Kingston  upon Thames ', 'E09000021'],
    ['Dorset Council', 'E06000059'],
  ])('%j is %s', (name, code) => expect(councilByName(name)?.code).toBe(code));

  it('is no council where there is none', () => expect(councilByName('Camelot')).toBeUndefined());
});

it('the list of a day is in order of name and has no council that is not there', () => {
  const names = councilsOn(date('2027-04-01'), 'England').map(({ name }) => name);
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en-GB')));
  expect(names).toContain('East Surrey');
  expect(names).not.toContain('Elmbridge');
  expect(names).toHaveLength(287);
});

describe('who does its work on a day', () => {
  const taunton = () => councilByCode('E07000190');
  it.each([
    ['2019-03-31', 'Taunton Deane'],
    ['2019-04-01', 'Somerset West and Taunton'],
    ['2023-03-31', 'Somerset West and Taunton'],
    ['2023-04-01', 'Somerset'],
    ['2026-11-22', 'Somerset'],
  ])('Taunton Deane on %s: %s', (day, name) => {
    const council = taunton();
    expect(council && successorOn(council, date(day))?.name).toBe(name);
  });

  it('is nobody before a council exists', () => {
    const somerset = councilByName('Somerset');
    expect(somerset && successorOn(somerset, date('2023-03-31'))).toBeUndefined();
    expect(somerset).toBeDefined();
  });
});
