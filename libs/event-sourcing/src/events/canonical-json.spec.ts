import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  // From RFC 8785, 3.2.3.
  it('sorts by UTF-16 code units', () =>
    expect(
      canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, 1: 4, '\ud83d\ude02': 5, '\u0080': 6, '\u00f6': 7 }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude02":5,"\ufb33":3}'));

  // From RFC 8785, 3.2.2.
  it('writes numbers, text and literals as the standard does', () =>
    expect(
      canonicalJson({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ));

  it('is what the implementation by an author of the standard gives', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    ));

  it('is the same for many fields, which are sorted another way', () => {
    const fields = Array.from({ length: 500 }, (_, index) => [`${(index * 7919) % 500}`, index] as const);
    expect(canonicalJson(Object.fromEntries(fields))).toBe(canonicalize(Object.fromEntries(fields)));
    expect(canonicalJson(Object.fromEntries(fields.map(([key, n]) => [`f${key}`, n])))).toBe(
      canonicalize(Object.fromEntries(fields.map(([key, n]) => [`f${key}`, n]))),
    );
  });

  it('leaves out fields that are undefined, and asks values how they want to stand in JSON', () =>
    expect(canonicalJson({ b: { toJSON: () => 'said' }, a: undefined, c: [undefined] })).toBe(
      '{"b":"said","c":[null]}',
    ));

  it.each([
    ['a number that is not finite', { n: Number.NaN }],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a bigint', { n: 1n }],
    ['a function', { f: () => 1 }],
  ])('refuses %s', (_, value) => expect(() => canonicalJson(value)).toThrow());

  it('refuses a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => canonicalJson(circle)).toThrow();
  });
});
