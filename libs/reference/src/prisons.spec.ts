import { date } from '@ttg/calendar';
import { InvalidIdentifier } from './invalid-identifier';
import { findPrison, parsePrisonId, prisons, takesFromCourtOn, type Prison } from './prisons';

const today = date('2026-11-22');
const takes = (id: string) => {
  const prison = findPrison(id);
  return prison && takesFromCourtOn(prison, today);
};

describe("the women's prisons", () => {
  it('are twelve, in order of name, each with its own GP practice and source', () => {
    expect(prisons.map(({ id }) => id).join(' ')).toBe('AGI BZI DWI DHI ESI EWI FHI LNI NHI PFI SDI STI');
    for (const prison of prisons) {
      expect(prison.gpPractice).toMatch(/^Y\d{5}$/);
      expect(prison.source).toContain('prison register');
      expect(prison.takesFromCourt).toHaveLength(1);
    }
  });

  it('are found by their id in any case', () => expect(findPrison(' bzi')?.name).toBe('Bronzefield'));

  it.each(['MDI', '', 'OUT', 'toString'])('%j is none of them', (id) => expect(findPrison(id)).toBeUndefined());

  it('take women from court, or not, as far as is known', () => {
    expect(takes('BZI')).toMatchObject({ takes: true, confidence: 'verified' });
    expect(takes('STI')).toMatchObject({ takes: true, confidence: 'own-knowledge' });
    expect(takes('DWI')).toMatchObject({ takes: false, confidence: 'verified' });
  });
});

it('a dated row that an installation adds corrects what was shipped, from its day on', () => {
  const entry = { source: 'the installation', confidence: 'verified' } as const;
  const [first] = prisons;
  const corrected = {
    ...first,
    takesFromCourt: [
      { takes: false, ...entry },
      { takes: true, from: date('2027-01-01'), ...entry },
    ],
  } as Prison;
  expect(takesFromCourtOn(corrected, date('2026-12-31'))?.takes).toBe(false);
  expect(takesFromCourtOn(corrected, date('2027-01-01'))?.takes).toBe(true);
});

it('an id that is none is refused, with the ids there are', () => {
  expect(parsePrisonId('dwi')).toBe('DWI');
  expect(() => parsePrisonId('MDI')).toThrow(InvalidIdentifier);
  expect(() => parsePrisonId('MDI')).toThrow('BZI');
});
