import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { isWellFormed, NotPlainData, plainData, plainObject } from './plain-data';

describe('the plain data of an event', () => {
  it('is kept to the character', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('$sealed'));
        expect(plainData(value, 'data')).toEqual(value);
      }),
    ));

  it('drops fields that are not there', () => {
    expect(plainObject({ a: 1, b: undefined, c: { d: undefined, e: null } }, 'data')).toEqual({ a: 1, c: { e: null } });
  });

  it.each([
    ['a date', new Date()],
    ['a map', new Map()],
    ['a Temporal date', Temporal.PlainDate.from('2027-03-31')],
    ['bytes', Buffer.from('a')],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a big integer', 1n],
    ['nothing, in a list', [undefined]],
    ['half a character', 'a\ud83d'],
    ['half a character in a name', { 'a\udc00': 1 }],
    ['the mark of a sealed value', { deep: [{ $sealed: {} }] }],
  ])('does not hold %s', (_what, value) => {
    expect(() => plainData(value, 'data')).toThrow(NotPlainData);
  });

  it('takes a request as the fields it has', () => {
    class Request {
      constructor(readonly on: string) {}
    }
    expect(plainData({ request: new Request('2027-03-31') }, 'data')).toEqual({ request: { on: '2027-03-31' } });
  });

  it('names the place and never the value', () => {
    expect(() => plainData({ notes: ['fine', 'secret \ud83d'] }, 'data')).toThrow(/^data\.notes\[1\] (?!.*secret)/);
  });

  it('keeps a field called __proto__ a field', () => {
    const value = JSON.parse('{"__proto__": {"admin": true}}') as object;
    expect(JSON.stringify(plainObject(value, 'data'))).toBe('{"__proto__":{"admin":true}}');
  });
});

describe('well-formed text', () => {
  it.each([
    ['', true],
    ['👩🏽‍🍼', true],
    ['שלום', true],
    ['\ud83d\ude00', true],
    ['\ud83d', false],
    ['\ude00\ud83d', false],
  ])('%j: %s', (text, wellFormed) => expect(isWellFormed(text)).toBe(wellFormed));
});
