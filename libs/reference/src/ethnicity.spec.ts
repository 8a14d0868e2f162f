import { ethnicities, ethnicity } from './ethnicity';

it('has nineteen codes and not stated, none twice, each with its source', () => {
  expect(new Set(ethnicities.map(({ code }) => code)).size).toBe(20);
  expect(ethnicities.every(({ source }) => source !== '')).toBe(true);
});

it('keeps the published wording', () =>
  expect(ethnicity('W3')).toMatchObject({ description: 'Gypsy or Irish Traveller', group: 'White' }));

it('keeps "chose not to say" as an answer, and nothing recorded as none', () => {
  expect(ethnicity('NS')?.description).toBe('Chose not to say');
  expect(ethnicity('')).toBeUndefined();
});
