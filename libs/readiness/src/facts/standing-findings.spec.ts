import { screeningRepeated, type ScreeningFindings } from '@ttg/custody/events';
import { caseId, CaseRecord, on } from '../testing/case-record';
import { dateSet, nowhereToLive, received, screened } from '../testing/worked-story';
import { standingFindings } from './standing-findings';

const notAsked: ScreeningFindings = {
  homeOnRelease: 'not-asked',
  tenure: 'not-asked',
  tenancy: 'not-asked',
  rentPaidBy: 'not-asked',
  homeSafe: 'not-asked',
  gp: 'not-asked',
  medicines: 'not-asked',
};
const home: ScreeningFindings = {
  homeOnRelease: 'return-to-previous-address',
  tenure: 'private-rent',
  tenancy: 'kept',
  rentPaidBy: 'self',
  homeSafe: 'yes',
  gp: 'registered',
  medicines: 'none',
};

describe('a screening that is repeated', () => {
  it('stands as it is where it is the first', () => expect(standingFindings(home, undefined)).toBe(home));

  it('takes back no answer by not asking', () => {
    expect(standingFindings(notAsked, home)).toEqual(home);
    expect(standingFindings(notAsked, nowhereToLive)).toEqual(nowhereToLive);
  });

  it('is believed where she now answers otherwise, does not know, or does not say', () => {
    const now = { ...notAsked, homeOnRelease: 'not-known', gp: 'chose-not-to-say', medicines: 'to-sort' } as const;
    expect(standingFindings(now, home)).toMatchObject({
      ...{ homeOnRelease: 'not-known', gp: 'chose-not-to-say', medicines: 'to-sort' },
      tenancy: 'kept',
    });
  });

  it.each(['not-asked', 'not-known', 'chose-not-to-say'] as const)(
    'leaves "not safe there" standing when the answer is %s, and takes it back when she says it is',
    (homeSafe) => {
      const unsafe = { ...home, homeSafe: 'no' } as const;
      expect(standingFindings({ ...home, homeSafe }, unsafe).homeSafe).toBe('no');
      expect(standingFindings(home, unsafe).homeSafe).toBe('yes');
    },
  );

  it('does not call another home safe because the one before was', () => {
    const other = { ...notAsked, homeOnRelease: 'move-to-new-address' } as const;
    expect(standingFindings(other, home).homeSafe).toBe('not-asked');
  });
});

describe('abuse disclosed at reception', () => {
  const disclosed = CaseRecord.empty.learned(
    '2027-01-11',
    received('2027-01-11', { legalStatus: 'sentenced' }),
    screened('2027-01-11', { ...home, homeSafe: 'no' }),
    dateSet('2027-03-31'),
  );

  it('is not silenced by a second screening that does not come back to it', () => {
    const repeated = screeningRepeated({
      ...{ caseId, screenedOn: on('2027-01-13'), inPrivate: true },
      findings: { ...notAsked, homeOnRelease: 'return-to-previous-address', gp: 'registered' },
    });
    const again = disclosed.learned('2027-01-13', repeated);
    expect(disclosed.standing('2027-01-13')).toContain('G14 A home:2027-01-11');
    expect(again.standing('2027-01-13')).toEqual(disclosed.standing('2027-01-13'));
  });
});
