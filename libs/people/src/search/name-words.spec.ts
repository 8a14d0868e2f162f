import { isFoundBy, wordsOf, wordsToFind } from './name-words';

const finds = (asked: string, name: string): boolean => isFoundBy(wordsToFind(name), wordsOf(asked));

describe('a search by name', () => {
  it.each([
    ['exa', 'Synthetic Example'],
    ['EXAMPLE synth', 'Synthetic Example'],
    ['zoe', 'Zoë Example'],
    ['zoë', 'Zoe Example'],
    ['sahin', 'Şahin Example'],
    ['lodz', 'Łódź Example'],
    ['strasse', 'Straße Example'],
    ['oneill', "Synthetic O'Neill"],
    ["o'neill", 'Synthetic O’Neill'],
    ['neill', "Synthetic O'Neill"],
    ['jones', 'Synthetic Smith-Jones'],
    ['smith-jones', 'Synthetic Smith Jones'],
    ['نور', 'نور Example'],
  ])('%s finds %s', (asked, name) => expect(finds(asked, name)).toBe(true));

  it.each([
    ['xample', 'Synthetic Example'],
    ['synthetic other', 'Synthetic Example'],
    ['%', 'Synthetic Example'],
    ['.*', 'Synthetic Example'],
  ])('%s does not find %s', (asked, name) => expect(finds(asked, name)).toBe(false));
});
