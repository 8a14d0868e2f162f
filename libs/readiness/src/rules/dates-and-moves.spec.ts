import { releaseDateWithdrawn, releaseDayArrangementMade } from '@ttg/custody/events';
import { gpRegistrationRefused } from '@ttg/health/events';
import { accepted, caseId, CaseRecord, doneByPerson, on, told } from '../testing/case-record';
import {
  bed,
  bedRedated,
  dateChanged,
  dateSet,
  draftWithdrawn,
  gpConfirmed,
  leaves,
  moved,
  preparedForCourt,
  received,
  referred,
  screened,
  sentencedOn,
} from '../testing/worked-story';

const settled = {
  homeOnRelease: 'return-to-previous-address',
  tenancy: 'kept',
  homeSafe: 'yes',
  gp: 'registered',
  medicines: 'none',
} as const;
/** Sentenced on 4 January, leaves Wed 30 June; a home of her own. */
const inside = CaseRecord.empty.learned(
  '2027-01-04',
  received('2027-01-04', { legalStatus: 'sentenced' }),
  screened('2027-01-04', settled),
  sentencedOn('2027-01-04'),
  dateSet('2027-06-30'),
  bed('2027-01-04', undefined, { type: 'A01D' }),
);
const notices = (record: CaseRecord, day: string) => record.standing(day).filter((alert) => /^G[89] /.test(alert));
const withdrawn = (before: string) =>
  releaseDateWithdrawn({ caseId, before: { date: on(before), type: 'CRD' }, source: 'court', reason: 'appeal' });

describe('G8, nearer', () => {
  it.each([
    ['one day nearer, far off: to be aware of', '2027-06-29', '2027-03-01', ['G8 B 2027-03-01']],
    ['three days nearer', '2027-06-27', '2027-03-01', ['G8 A 2027-03-01']],
    ['one day nearer, within two weeks', '2027-06-29', '2027-06-21', ['G8 A 2027-06-21']],
  ])('%s', (_what, after, day, standing) =>
    expect(notices(inside.learned(day, dateChanged('2027-06-30', after)), day)).toEqual(standing),
  );

  it('what was a thing to be aware of is an alert two weeks before release', () => {
    const nearer = inside.learned('2027-03-01', dateChanged('2027-06-30', '2027-06-29'));
    expect(notices(nearer, '2027-06-14')).toEqual(['G8 B 2027-03-01']);
    expect(notices(nearer, '2027-06-15')).toEqual(['G8 A 2027-03-01']);
  });

  it('a day nearer that breaks an arrangement is an alert, and names it', () => {
    const broken = inside.learned(
      '2027-03-01',
      releaseDayArrangementMade({ caseId, kind: 'who-meets-her', on: on('2027-06-30') }),
      dateChanged('2027-06-30', '2027-06-29'),
    );
    expect(broken.alert('2027-03-01', 'G8')).toMatchObject({ severity: 'A', facts: { broken: 'who-meets-her' } });
  });

  it('names the same due days on every day after, also where she was to leave before it was withdrawn', () => {
    const late = CaseRecord.empty
      .learned('2027-01-04', received('2027-01-04', { legalStatus: 'remand' }), dateChanged('2027-01-04', '2027-01-04'))
      .learned(
        '2027-01-05',
        withdrawn('2027-01-04'),
        gpRegistrationRefused({ caseId, on: on('2027-01-05'), reason: 'no-id' }),
      );
    const named = late.alert('2027-01-05', 'G9')?.facts.dueMoved;
    expect(named).toBe('arrange-gp 2027-01-05');
    expect(late.alert('2027-01-25', 'G9')?.facts.dueMoved).toBe(named);
  });

  it('names every due day that moved, and no other', () => {
    const noGp = { gp: 'to-sort', medicines: 'none', tenancy: 'kept', homeSafe: 'yes' } as const;
    const waiting = CaseRecord.empty.learned(
      '2027-01-04',
      received('2027-01-04', { legalStatus: 'sentenced' }),
      screened('2027-01-04', { ...noGp, homeOnRelease: 'return-to-previous-address' }),
      sentencedOn('2027-01-04'),
      dateSet('2027-06-30'),
    );
    const nearer = waiting.learned('2027-06-04', dateChanged('2027-06-30', '2027-06-16'));
    // The GP was asked for from 2 June and an alert from the 9th; within two weeks it comes at once.
    expect(nearer.alert('2027-06-04', 'G8')?.facts.dueMoved).toBe(
      'arrange-gp 2027-06-04, find-accommodation 2027-06-04',
    );
    const far = waiting.learned('2027-02-01', dateChanged('2027-06-30', '2027-06-16'));
    expect(far.alert('2027-02-01', 'G8')?.facts.dueMoved).toBe('');
  });

  it('two changes of a day are one notice, from the morning to the evening', () => {
    const twice = inside.learned(
      '2027-03-01',
      dateChanged('2027-06-30', '2027-06-20'),
      dateChanged('2027-06-20', '2027-06-23'),
    );
    expect(notices(twice, '2027-03-01')).toEqual(['G8 A 2027-03-01']);
    expect(twice.alert('2027-03-01', 'G8')?.facts).toMatchObject({ before: '2027-06-30', after: '2027-06-23' });
  });

  it('a day that goes and comes back is no change', () =>
    expect(
      notices(
        inside.learned('2027-03-01', dateChanged('2027-06-30', '2027-06-20'), dateChanged('2027-06-20', '2027-06-30')),
        '2027-03-01',
      ),
    ).toEqual([]));

  it('a date that moves without moving her release day is no change', () =>
    // Friday 2 and Saturday 3 July: in the scheme both mean Thursday 1.
    expect(
      notices(
        inside
          .learned('2027-03-01', dateChanged('2027-06-30', '2027-07-03'))
          .learned('2027-03-02', dateChanged('2027-07-03', '2027-07-02')),
        '2027-03-02',
      ),
    ).toEqual(['G9 B 2027-03-01']));

  it('stands until each owner was told, and ends at release', () => {
    const nearer = inside.learned('2027-03-01', dateChanged('2027-06-30', '2027-06-20'));
    const one = nearer.learned(
      '2027-03-02',
      told('tell-of-earlier-date', '2027-03-01', 'prison-resettlement', '2027-03-02'),
    );
    expect(one.tasks('2027-03-02')).toEqual(['tell-of-earlier-date 2027-03-01:probation-practitioner']);
    expect(notices(one, '2027-03-02')).toEqual(['G8 A 2027-03-01']);
    const both = one.learned(
      '2027-03-02',
      told('tell-of-earlier-date', '2027-03-01', 'probation-practitioner', '2027-03-02'),
    );
    expect(notices(both, '2027-03-02')).toEqual([]);
    expect(notices(nearer.learned('2027-06-17', leaves('2027-06-17')), '2027-06-17')).toEqual([]);
  });
});

describe('G8, when healthcare has nothing to do any more', () => {
  it('ends with the last who had to be told, by the registration that settled it', () => {
    const waiting = CaseRecord.empty
      .learned(
        '2027-01-04',
        received('2027-01-04', { legalStatus: 'sentenced' }),
        screened('2027-01-04', { ...settled, gp: 'to-sort' }),
        sentencedOn('2027-01-04'),
        dateSet('2027-06-30'),
        bed('2027-01-04', undefined, { type: 'A01D' }),
      )
      .learned('2027-03-01', dateChanged('2027-06-30', '2027-06-20'))
      .learned(
        '2027-03-02',
        told('tell-of-earlier-date', '2027-03-01', 'prison-resettlement', '2027-03-02'),
        told('tell-of-earlier-date', '2027-03-01', 'probation-practitioner', '2027-03-02'),
      );
    expect(waiting.alert('2027-03-02', 'G8')?.audience).toContain('prison-healthcare');
    const registered = waiting.learned('2027-03-03', gpConfirmed('2027-03-03'));
    expect(notices(registered, '2027-03-03')).toEqual([]);
    expect(registered.assessed('2027-03-03').lastEvents.G8).toBe(registered.events.at(-1)?.id);
  });
});

describe('G9, later or withdrawn', () => {
  const later = inside.learned('2027-03-01', dateChanged('2027-06-30', '2027-07-14'));
  it('is a thing to be aware of', () => expect(notices(later, '2027-03-01')).toEqual(['G9 B 2027-03-01']));
  it('names its own source, not that of an earlier day', () =>
    expect(later.alert('2027-03-01', 'G9')?.sources.map(({ ref }) => ref)).toEqual(['G9']));

  it('is an alert when a bed begins before the new day, until it is re-dated', () => {
    const early = inside
      .learned('2027-02-01', bed('2027-06-30', '2027-09-22'))
      .learned('2027-03-01', dateChanged('2027-06-30', '2027-07-14'));
    expect(notices(early, '2027-03-01')).toEqual(['G9 A 2027-03-01']);
    const told2 = early.learned(
      '2027-03-02',
      told('tell-of-later-date', '2027-03-01', 'prison-resettlement', '2027-03-02'),
      told('tell-of-later-date', '2027-03-01', 'probation-practitioner', '2027-03-02'),
    );
    expect(notices(told2, '2027-03-02')).toEqual(['G9 A 2027-03-01']);
    expect(notices(told2.learned('2027-03-03', bedRedated('2027-07-14', '2027-10-06')), '2027-03-03')).toEqual([]);
  });

  it('tells of a date that is withdrawn, once; not of the state of having none', () => {
    const without = inside.learned('2027-03-01', withdrawn('2027-06-30'));
    expect(without.standing('2027-05-01')).toEqual(['G9 B 2027-03-01']);
    expect(without.alert('2027-03-01', 'G9')?.facts.after).toBeNull();
    const remand = CaseRecord.empty.learned('2027-01-04', received('2027-01-04'), screened('2027-01-04', settled));
    expect(notices(remand, '2027-05-01')).toEqual([]);
  });
});

describe('G10, leaving on a Friday', () => {
  const friday = (type: 'CRD' | 'HDCAD') =>
    CaseRecord.empty.learned(
      '2027-01-04',
      received('2027-01-04', { legalStatus: 'sentenced' }),
      screened('2027-01-04', settled),
      sentencedOn('2027-01-04'),
      dateSet('2027-06-25', type),
      bed('2027-01-04', undefined, { type: 'A01D' }),
    );
  it('outside the scheme: an alert two weeks before, with a weekend to plan', () => {
    expect(friday('HDCAD').standing('2027-06-10')).toEqual([]);
    expect(friday('HDCAD').standing('2027-06-11')).toEqual(['G10 A 2027-06-25']);
    expect(friday('HDCAD').tasks('2027-06-11')).toEqual(['weekend-plan 2027-06-25']);
  });
  it('ends when the weekend is planned, and with the day', () => {
    expect(
      friday('HDCAD')
        .learned('2027-06-14', doneByPerson('weekend-plan', '2027-06-25', '2027-06-14'))
        .standing('2027-06-14'),
    ).toEqual([]);
    expect(friday('HDCAD').learned('2027-06-25', leaves('2027-06-25')).standing('2027-06-25')).toEqual([]);
  });
  it('in the scheme she leaves on the Thursday: no alert', () =>
    expect(friday('CRD').standing('2027-06-20')).toEqual([]));
});

describe('G22, a move', () => {
  const open = CaseRecord.empty.learned(
    '2027-01-04',
    received('2027-01-04', { legalStatus: 'sentenced' }),
    screened('2027-01-04', { medicines: 'none' }),
    sentencedOn('2027-01-04'),
    dateSet('2027-06-30'),
  );

  it('with nothing under way is no matter', () =>
    expect(open.learned('2027-02-01', moved('BZI', 'DWI', '2027-02-01')).standing('2027-02-01')).toEqual([]));

  const movedOn = open
    .learned('2027-05-17', ...referred('r', '2027-05-17'))
    .learned('2027-06-08', moved('BZI', 'DWI', '2027-06-08'));
  it('asks the new prison to accept what was under way', () => {
    expect(movedOn.alert('2027-06-08', 'G22')).toMatchObject({
      severity: 'A',
      audience: ['prison-resettlement', 'probation-practitioner', 'council-housing'],
      facts: { from: 'BZI', to: 'DWI', toAccept: 'find-accommodation, arrange-gp, contact-route' },
    });
    expect(movedOn.alert('2027-06-08', 'G22')?.due?.toString()).toBe('2027-06-10');
  });

  it('asks no more for what was done meanwhile, and not for what begins later', () => {
    const done = movedOn.learned('2027-06-09', gpConfirmed('2027-06-09'));
    expect(done.alert('2027-06-09', 'G22')?.facts.toAccept).toBe('find-accommodation, contact-route');
  });

  it('a second move is accepted at the last prison only', () => {
    const again = movedOn
      .learned('2027-06-09', accepted('2027-06-08:arrange-gp', '2027-06-09'))
      .learned('2027-06-10', moved('DWI', 'SDI', '2027-06-10'));
    expect(again.standing('2027-06-10').filter((alert) => alert.startsWith('G22'))).toEqual(['G22 A 2027-06-10']);
  });
});

describe('G23, prepared for court', () => {
  const remand = CaseRecord.empty.learned('2027-01-04', received('2027-01-04'), screened('2027-01-04'));
  it.each([
    ['referral', 0, 4],
    ['gp', 4, 5],
    ['medicines', 5, 6],
    ['safe-contact', 6, 7],
    ['travel', 7, 8],
  ] as const)('without %s she is not', (missing, from, to) => {
    const steps = preparedForCourt('2027-01-05').filter((_step, index) => index < from || index >= to);
    expect(remand.learned('2027-01-05', ...steps).alert('2027-01-09', 'G23')?.facts.missing).toBe(missing);
  });
  it('a draft that is withdrawn is no preparation', () =>
    expect(
      remand
        .learned('2027-01-05', ...preparedForCourt('2027-01-05'), draftWithdrawn('2027-01-05'))
        .alert('2027-01-09', 'G23')?.facts.missing,
    ).toBe('referral'));
  it('ends with the sentence', () =>
    expect(remand.learned('2027-01-20', sentencedOn('2027-01-20')).standing('2027-01-20')).toEqual([]));
});
