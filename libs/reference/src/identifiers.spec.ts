import fc from 'fast-check';
import { formatNhsNumber, parseCrn, parseNhsNumber, parseOdsCode, parsePrisonNumber } from './identifiers';
import { InvalidIdentifier } from './invalid-identifier';

describe('a prison number', () => {
  it.each(['A1234BC', 'a1234bc', ' A1234BC ', 'a 1234 bc'])('%j is A1234BC', (text) =>
    expect(parsePrisonNumber(text)).toBe('A1234BC'),
  );

  it.each([
    '',
    'A123BC',
    'A12345BC',
    '1234ABC',
    'A1234B',
    'A1234B1',
    'Á1234BC',
    '１2345AB',
    "A1234BC'--",
    'A1234BC\u0000',
  ])('%j is none', (text) => expect(() => parsePrisonNumber(text)).toThrow('such as A1234BC'));
});

describe('a CRN', () => {
  it.each(['X123456', 'x123456', ' X 123456'])('%j is X123456', (text) => expect(parseCrn(text)).toBe('X123456'));

  it.each(['', 'X12345', 'X1234567', '1234567', 'XX12345'])('%j is none', (text) =>
    expect(() => parseCrn(text)).toThrow('such as X123456'),
  );
});

describe('an NHS number', () => {
  it.each([
    ['943 476 5919', '9434765919'],
    ['9434765919', '9434765919'],
    ['401-023-2137', '4010232137'],
    [' 4010232137\n', '4010232137'],
  ])('%j is kept as %s', (text, kept) => expect(parseNhsNumber(text)).toBe(kept));

  it('is shown three, three, four', () => expect(formatNhsNumber(parseNhsNumber('9434765919'))).toBe('943 476 5919'));

  it.each(['', '943476591', '94347659190', '943476591X', '९४३४७६५९१९'])('%j has not ten digits', (text) =>
    expect(() => parseNhsNumber(text)).toThrow('ten digits'),
  );

  it.each(['0000000000', '1111111111', '9999999999', '9434765918', '4010232173'])('%s is nobody’s', (text) =>
    expect(() => parseNhsNumber(text)).toThrow('last digit'),
  );

  it('whose check digit would be ten does not exist: 1000000010 to 1000000019', () => {
    // 1×10 + 1×2 = 12, remainder 1, 11 - 1 = 10.
    for (let last = 0; last < 10; last += 1)
      expect(() => parseNhsNumber(`100000001${last}`)).toThrow(InvalidIdentifier);
  });

  it('whose check digit would be eleven ends in nought', () => {
    // 1×10 + 6×2 = 22, remainder 0, 11 - 0 = 11, which counts as 0.
    expect(parseNhsNumber('1000000060')).toBe('1000000060');
  });

  it('with one digit mistyped is always refused', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digits = Array.from('9434765919', Number);
        digits[place] = ((digits[place] ?? 0) + by) % 10;
        expect(() => parseNhsNumber(digits.join(''))).toThrow(InvalidIdentifier);
      }),
    ));
});

describe('an ODS code', () => {
  it.each([
    ['a81001', 'A81001'],
    ['K81003001', 'K81003001'],
    [' y04573 ', 'Y04573'],
  ])('%j is kept as %s', (text, kept) => expect(parseOdsCode(text)).toBe(kept));

  it.each(['', 'A810010012', 'A8100_', 'Ä81001'])('%j is none', (text) =>
    expect(() => parseOdsCode(text)).toThrow('A81001'),
  );
});

describe('a refusal', () => {
  const refusal = (parse: (text: string) => unknown, text: string) => {
    try {
      parse(text);
    } catch (error) {
      if (error instanceof InvalidIdentifier) return error;
    }
    throw new Error('It was not refused.');
  };

  it.each([
    [parsePrisonNumber, 'prisonNumber'],
    [parseCrn, 'crn'],
    [parseNhsNumber, 'nhsNumber'],
    [parseOdsCode, 'odsCode'],
  ] as const)('names the field and the fix', (parse, field) =>
    expect(refusal(parse, '?')).toMatchObject({
      field,
      code: 'invalid-identifier',
      fix: expect.stringContaining('such as') as string,
    }),
  );

  it('never repeats what was written, which may be hers', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]\d{7,9}$/), (text) => {
        expect(refusal(parsePrisonNumber, text).message).not.toContain(text);
      }),
    ));
});
