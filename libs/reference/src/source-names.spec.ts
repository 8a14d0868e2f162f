import { limits } from './limits/limits';
import { sourceInWords, sourceName } from './source-names';

const refs = Object.values(limits)
  .flat()
  .map(({ source }) => source);

it('names every publication that a limit rests on: no key of the register is left for a reader to guess', () => {
  expect(refs.length).toBeGreaterThan(40);
  for (const source of refs) expect(sourceName(source)).not.toMatch(/\bS\d+\b/);
});

it('says of a threshold of our own that it is one, and what it follows', () => {
  expect(sourceName({ ref: 'G2', confidence: 'design' })).toBe('our own threshold');
  expect(sourceName({ ref: 'S20', confidence: 'design' })).toBe(
    'our own threshold, after Milton Keynes, guide to the duty to refer',
  );
});

it('is one line with its words', () =>
  expect(sourceInWords({ ref: 'S6', words: 'Homeless within 56 days.', confidence: 'verified' })).toBe(
    'Homeless within 56 days. (Homelessness Code of Guidance, chapter 4)',
  ));
