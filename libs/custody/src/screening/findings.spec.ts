import { findings } from './findings';

const asked = (answers: Omit<Parameters<typeof findings>[0], 'inPrivate'>) => findings({ inPrivate: true, ...answers });

describe('what follows from her answers', () => {
  it('is "not asked", and never "no", where nothing was asked', () =>
    expect(findings({ inPrivate: false })).toEqual({
      ...{ homeOnRelease: 'not-asked', tenure: 'not-asked', tenancy: 'not-asked', rentPaidBy: 'not-asked' },
      ...{ homeSafe: 'not-asked', gp: 'not-asked', medicines: 'not-asked' },
    }));

  it.each(['not-known', 'not-asked', 'chose-not-to-say'] as const)('keeps "%s" apart from no', (answer) =>
    expect(asked({ gpOutside: answer, medicines: answer, home: { safe: answer } })).toMatchObject({
      ...{ gp: answer, medicines: answer, homeSafe: answer },
    }),
  );

  it('is a GP to sort where she has none', () => {
    expect(asked({ gpOutside: 'no' }).gp).toBe('to-sort');
    expect(asked({ gpOutside: 'yes' }).gp).toBe('registered');
  });

  it('is medicines to sort with one yes, and none with two no', () => {
    expect(asked({ medicines: 'yes', opioidSubstitution: 'no' }).medicines).toBe('to-sort');
    expect(asked({ medicines: 'chose-not-to-say', opioidSubstitution: 'yes' }).medicines).toBe('to-sort');
    expect(asked({ medicines: 'no', opioidSubstitution: 'no' }).medicines).toBe('none');
    expect(asked({ medicines: 'no' }).medicines).toBe('not-asked');
    expect(asked({ medicines: 'no', opioidSubstitution: 'chose-not-to-say' }).medicines).toBe('chose-not-to-say');
  });

  it('takes a home as safe only when she was asked alone, and as unsafe wherever she says so', () => {
    const said = (safe: 'yes' | 'no', inPrivate: boolean) => findings({ inPrivate, home: { safe } }).homeSafe;
    expect(said('yes', true)).toBe('yes');
    expect(said('yes', false)).toBe('not-asked');
    expect(said('no', false)).toBe('no');
    expect(said('no', true)).toBe('no');
  });

  it('takes the tenure from where she lived, unless she said', () => {
    expect(asked({ livedBefore: 'PRIVATE_RENTED_HOUSING' })).toMatchObject({
      tenure: 'private-rent',
      tenancy: 'not-asked',
    });
    expect(asked({ livedBefore: 'FAMILY_OR_FRIENDS' })).toMatchObject({
      tenure: 'with-family-or-friends',
      tenancy: 'none',
    });
    expect(asked({ livedBefore: 'NO_ANSWER' }).tenure).toBe('not-asked');
    expect(asked({ livedBefore: 'SOCIAL_HOUSING', home: { tenure: 'owner' } }).tenure).toBe('owner');
  });
});
