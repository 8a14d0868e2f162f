import { accommodationType, accommodationTypes } from './accommodation-types';

it.each([
  ['A17', 'transient', 'CAS3'],
  ['A01C', 'settled', 'Private rent'],
  ['A08A', 'homeless', 'Homeless: rough sleeping'],
  ['A07A', 'transient', 'Friends, family or partner: transient'],
  ['A07B', 'settled', 'Friends, family or partner: settled'],
])('%s is %s: %s', (code, kind, description) =>
  expect(accommodationType(code)).toMatchObject({ class: kind, description }),
);

it('there are nineteen, none twice, each with its source', () => {
  expect(new Set(accommodationTypes.map(({ code }) => code)).size).toBe(19);
  expect(
    accommodationTypes.every(({ source, confidence }) => source.includes('S29') && confidence === 'verified'),
  ).toBe(true);
});

it.each(['', 'A99', 'HMP', 'a17'])('%j is no place to live', (code) => expect(accommodationType(code)).toBeUndefined());
