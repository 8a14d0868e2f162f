import fc from 'fast-check';
import { lengthPrefixed } from './length-prefixed';

/** What was joined, taken apart again: that this can be done shows that no two lists look the same. */
const takenApart = (joined: Buffer): string[] => {
  const texts: string[] = [];
  for (let at = 0; at < joined.length;) {
    const length = joined.readUInt32BE(at);
    texts.push(joined.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return texts;
};

describe('texts with their lengths before them', () => {
  it('can be taken apart into the same texts', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        expect(takenApart(lengthPrefixed(...texts))).toEqual(texts);
      }),
    ));
});
