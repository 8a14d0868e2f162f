import {
  gpRegistrationDeclined,
  gpRegistrationRefused,
  noMedicinesNeeded,
  prescriberContactAttended,
  prescriptionCancelled,
} from '@ttg/health/events';
import { caseId, CaseRecord, on } from '../testing/case-record';
import {
  bed,
  collected,
  contactBooked,
  dateSet,
  gpConfirmed,
  gpRequested,
  leaves,
  prescribed,
  received,
  reviewed,
  screened,
  sentencedOn,
} from '../testing/worked-story';

type Findings = Parameters<typeof screened>[1];
/** Leaves Wed 30 June 2027 to a home of her own. */
const inside = (findings: Findings) =>
  CaseRecord.empty.learned(
    '2027-01-04',
    received('2027-01-04', { legalStatus: 'sentenced' }),
    screened('2027-01-04', {
      homeOnRelease: 'return-to-previous-address',
      tenancy: 'kept',
      homeSafe: 'yes',
      ...findings,
    }),
    sentencedOn('2027-01-04'),
    dateSet('2027-06-30'),
    bed('2027-01-04', undefined, { type: 'A01D' }),
  );

describe('G15, no GP', () => {
  const noGp = inside({ gp: 'to-sort', medicines: 'none' });
  it.each([
    ['2027-06-01', [], []],
    ['2027-06-02', [], ['arrange-gp']],
    ['2027-06-08', [], ['arrange-gp']],
    ['2027-06-09', ['G15 A'], ['arrange-gp']],
    ['2027-06-22', ['G15 A'], ['arrange-gp']],
    ['2027-06-23', ['G15 R'], ['arrange-gp']],
  ])('on %s: %j, tasks %j', (day, standing, tasks) => {
    expect(noGp.standing(day)).toEqual(standing);
    expect(noGp.tasks(day)).toEqual(tasks);
  });

  it.each<[string, Findings, boolean]>([
    ['registered before', { gp: 'registered' }, false],
    ['not asked', { gp: 'not-asked' }, true],
    ['she chose not to say', { gp: 'chose-not-to-say' }, true],
  ])('%s', (_what, findings, asked) =>
    expect(inside({ medicines: 'none', ...findings }).standing('2027-06-10').length > 0).toBe(asked),
  );

  it('asked for is not confirmed', () =>
    expect(noGp.learned('2027-06-03', gpRequested('2027-06-03')).alert('2027-06-10', 'G15')?.facts.because).toBe(
      'requested-not-confirmed',
    ));
  it('confirmed, or declined by her, it is settled', () => {
    expect(noGp.learned('2027-06-03', gpConfirmed('2027-06-03')).standing('2027-06-20')).toEqual([]);
    expect(
      noGp.learned('2027-06-03', gpRegistrationDeclined({ caseId, on: on('2027-06-03') })).standing('2027-06-20'),
    ).toEqual([]);
  });
  it('refused is an alert the same day, whenever that is', () => {
    const refused = noGp.learned(
      '2027-03-01',
      gpRegistrationRefused({ caseId, on: on('2027-03-01'), reason: 'no-id' }),
    );
    expect(refused.standing('2027-03-01')).toEqual(['G15 A']);
    expect(refused.alert('2027-03-01', 'G15')?.facts).toMatchObject({ because: 'refused', refusal: 'no-id' });
    expect(refused.alert('2027-03-01', 'G15')?.sources.map(({ ref }) => ref)).toContain('S73');
    expect(refused.learned('2027-03-02', gpRequested('2027-03-02')).standing('2027-03-02')).toEqual([]);
  });
  it('a date brought forward keeps the window that had opened', () => {
    const nearer = noGp.learned('2027-06-04', dateSet('2027-06-23'));
    expect(nearer.standing('2027-06-08')).toEqual(['G8 A 2027-06-04']);
    expect(nearer.standing('2027-06-09')).toEqual(['G8 A 2027-06-04', 'G15 A']);
  });
  it('a date put off closes the window again', () => {
    const later = noGp.learned('2027-06-04', dateSet('2027-07-28'));
    expect(later.tasks('2027-06-04')).not.toContain('arrange-gp');
    expect(later.tasks('2027-06-30')).toContain('arrange-gp');
  });
});

describe('G16, medicines', () => {
  const medicines = inside({ gp: 'registered', medicines: 'to-sort' });
  it.each([
    ['2027-06-12', [], []],
    ['2027-06-13', [], ['sort-medicines']],
    ['2027-06-19', [], ['sort-medicines']],
    ['2027-06-20', ['G16 A'], ['sort-medicines']],
    ['2027-06-30', ['G16 A'], ['sort-medicines']],
  ])('not reviewed on %s: %j, tasks %j', (day, standing, tasks) => {
    expect(medicines.standing(day)).toEqual(standing);
    expect(medicines.tasks(day)).toEqual(tasks);
  });

  it('none needed, none asked for', () =>
    expect(
      medicines.learned('2027-06-01', noMedicinesNeeded({ caseId, on: on('2027-06-01') })).standing('2027-06-25'),
    ).toEqual([]));

  it('reviewed with neither supply nor first contact: ten days before', () => {
    const bare = medicines.learned('2027-06-01', reviewed('2027-06-01', 0));
    expect(bare.standing('2027-06-19')).toEqual([]);
    expect(bare.alert('2027-06-20', 'G16')).toMatchObject({ severity: 'A', facts: { because: 'not-arranged' } });
  });

  it('a supply without a first contact: ten days before, red when it ends within a week', () => {
    const supply = medicines.learned('2027-06-01', reviewed('2027-06-01', 7));
    expect(supply.alert('2027-06-20', 'G16')).toMatchObject({ severity: 'A', facts: { because: 'no-first-contact' } });
    expect(supply.standing('2027-06-29')).toEqual(['G16 A']);
    expect(supply.standing('2027-06-30')).toEqual(['G16 R']);
  });

  it('a gap is told on the day it is foreseen, however far off', () => {
    const gap = medicines.learned('2027-05-03', reviewed('2027-05-03', 7), contactBooked('2027-07-10'));
    expect(gap.alert('2027-05-03', 'G16')).toMatchObject({
      severity: 'A',
      facts: { withoutFrom: '2027-07-07', withoutTo: '2027-07-09', days: 3 },
    });
    expect(gap.standing('2027-06-29')).toEqual(['G16 A']);
    expect(gap.standing('2027-06-30')).toEqual(['G16 R']);
  });

  it('cover that reaches the contact is sorted', () =>
    expect(
      medicines.learned('2027-06-01', reviewed('2027-06-01', 10), contactBooked('2027-07-10')).standing('2027-06-30'),
    ).toEqual([]));

  it('a prescription counts from the day it is collected, not before; a cancelled one never', () => {
    const waiting = medicines
      .learned('2027-06-01', reviewed('2027-06-01', 3), contactBooked('2027-07-10'))
      .learned('2027-06-30', prescribed('2027-06-30', 28), leaves('2027-06-30'));
    expect(waiting.alert('2027-06-30', 'G16')?.due?.toString()).toBe('2027-07-02');
    expect(waiting.learned('2027-07-01', collected('2027-07-01')).standing('2027-07-01')).toEqual([]);
    const cancelled = prescriptionCancelled({
      caseId,
      prescriptionId: 'prescription-1',
      on: on('2027-06-30'),
      reason: 'changed',
    });
    expect(waiting.learned('2027-06-30', cancelled).alert('2027-06-30', 'G16')?.facts.prescriptionWaiting).toBe(false);
  });

  it('late collection clears it', () => {
    const late = medicines
      .learned('2027-06-01', reviewed('2027-06-01', 3), contactBooked('2027-07-10'), prescribed('2027-06-01', 28))
      .learned('2027-06-30', leaves('2027-06-30'))
      .learned('2027-07-06', collected('2027-07-06'));
    expect(late.standing('2027-07-06')).toEqual([]);
  });

  it('once somebody who prescribes has seen her it is over', () => {
    const seen = medicines
      .learned('2027-06-01', reviewed('2027-06-01', 3), contactBooked('2027-07-10'))
      .learned('2027-06-30', leaves('2027-06-30'))
      .learned('2027-07-10', prescriberContactAttended({ caseId, contactId: 'contact-1', on: on('2027-07-10') }));
    expect(seen.standing('2027-07-10')).toEqual([]);
  });

  it('belongs to healthcare', () =>
    expect(medicines.alert('2027-06-20', 'G16')?.audience[0]).toBe('prison-healthcare'));
});
