import { Personal } from '@ttg/event-sourcing';
import {
  agreementRefused,
  agreementWithdrawn,
  dutyEnded,
  referralWithdrawn,
  tenancyEnded,
  contactAttempted,
  callSlotBooked,
} from '@ttg/housing/events';
import { at, caseId, CaseRecord, doneByPerson, on } from '../testing/case-record';
import {
  bed,
  call,
  dateSet,
  leaves,
  received,
  receipt,
  referred,
  screened,
  sentencedOn,
  theReferral,
  threeAgreements,
} from '../testing/worked-story';

type Findings = Parameters<typeof screened>[1];
const inside = (findings: Findings = {}, leavesOn = '2027-06-30') =>
  CaseRecord.empty.learned(
    '2027-01-04',
    received('2027-01-04', { legalStatus: 'sentenced' }),
    screened('2027-01-04', { gp: 'registered', medicines: 'none', ...findings }),
    sentencedOn('2027-01-04'),
    dateSet(leavesOn),
  );
const only = (record: CaseRecord, day: string, rule: string) =>
  record.standing(day).filter((alert) => alert.startsWith(`${rule} `));
const refusedOn = (day: string, words: boolean) =>
  agreementRefused({
    referralId: 'r',
    caseId,
    to: 'referral',
    on: on(day),
    how: 'video',
    herWords: words ? Personal.of('no') : undefined,
  });

describe('G2, nowhere to live and 56 days to go', () => {
  it.each([
    ['2027-05-04', []],
    ['2027-05-05', []],
    ['2027-05-11', []],
    ['2027-05-12', ['G2 A']],
    ['2027-06-01', ['G2 A']],
    ['2027-06-02', ['G2 R']],
  ])('on %s: %j', (day, standing) => expect(only(inside(), day, 'G2')).toEqual(standing));

  it('opens its task with the window', () => {
    expect(inside().tasks('2027-05-04')).not.toContain('make-duty-to-refer');
    expect(inside().tasks('2027-05-05')).toContain('make-duty-to-refer');
  });
});

describe('G2, who is asked for', () => {
  it.each<[string, Findings, boolean]>([
    ['nowhere to live', {}, true],
    ['not asked where', { homeOnRelease: 'not-asked', tenancy: 'none' }, true],
    ['she chose not to say where', { homeOnRelease: 'chose-not-to-say', tenancy: 'none' }, true],
    [
      'going home to her own tenancy',
      { homeOnRelease: 'return-to-previous-address', tenancy: 'kept', homeSafe: 'yes' },
      false,
    ],
    [
      'going home, and it is not safe',
      { homeOnRelease: 'return-to-previous-address', tenancy: 'kept', homeSafe: 'no' },
      true,
    ],
    ['her tenancy is at risk', { homeOnRelease: 'return-to-previous-address', tenancy: 'at-risk' }, true],
    ['her tenancy has ended', { homeOnRelease: 'return-to-previous-address', tenancy: 'ended' }, true],
  ])('%s', (_who, findings, asked) => expect(only(inside(findings), '2027-05-20', 'G2').length > 0).toBe(asked));

  it('a tenancy that ends later starts the wait then', () => {
    const home = inside({ homeOnRelease: 'return-to-previous-address', tenancy: 'kept', homeSafe: 'yes' });
    const lost = home.learned('2027-06-10', tenancyEnded({ caseId, how: 'evicted', on: on('2027-06-10') }));
    expect(only(lost, '2027-06-10', 'G2')).toEqual([]);
    // At once when release is within two weeks: six days later, not seven.
    expect(only(lost, '2027-06-15', 'G2')).toEqual([]);
    expect(only(lost, '2027-06-16', 'G2')).toEqual(['G2 A']);
    expect(only(lost, '2027-06-17', 'G2')).toEqual(['G2 R']);
  });

  it('not remand: no date, no window', () => {
    const remand = CaseRecord.empty.learned('2027-01-04', received('2027-01-04'), screened('2027-01-04'));
    expect(only(remand, '2027-06-01', 'G2')).toEqual([]);
  });
});

describe('G2, her no', () => {
  it('in her words ends it', () =>
    expect(only(inside().learned('2027-05-10', refusedOn('2027-05-10', true)), '2027-05-20', 'G2')).toEqual([]));
  it('without her words does not', () =>
    expect(
      inside().learned('2027-05-10', refusedOn('2027-05-10', false)).alert('2027-05-20', 'G2')?.facts.because,
    ).toBe('agreement-refused'));
  it('in a referral that was withdrawn does not', () => {
    const withdrawn = inside()
      .learned('2027-02-10', refusedOn('2027-02-10', true))
      .learned('2027-02-11', referralWithdrawn({ referralId: 'r', caseId, reason: 'OTHER', on: on('2027-02-11') }));
    expect(withdrawn.alert('2027-05-20', 'G2')?.facts.because).toBe('agreements-not-asked');
  });
});

describe('G3, her no and once more', () => {
  const no = inside().learned('2027-05-10', refusedOn('2027-05-10', true));
  const asks = (record: CaseRecord, day: string) => record.tasks(day).includes('ask-once-more');
  it('asks again after two weeks, as a task and never as an alert', () => {
    expect(asks(no, '2027-05-23')).toBe(false);
    expect(asks(no, '2027-05-24')).toBe(true);
    expect(no.standing('2027-06-25').filter((alert) => alert.startsWith('G3') || alert.startsWith('G2'))).toEqual([]);
  });
  it('not before the window of the referral opens', () => {
    const early = inside().learned('2027-02-01', refusedOn('2027-02-01', true));
    expect(asks(early, '2027-05-04')).toBe(false);
    expect(asks(early, '2027-05-05')).toBe(true);
  });
  it('once: a second no is the last word', () => {
    const again = no.learned('2027-05-25', refusedOn('2027-05-25', true));
    expect(asks(again, '2027-05-25')).toBe(false);
    expect(again.assessed('2027-05-25').satisfied).toContain('ask-once-more');
    expect(asks(again, '2027-06-20')).toBe(false);
  });
  it('is done when somebody says so, and is over when she leaves', () => {
    expect(asks(no.learned('2027-05-25', doneByPerson('ask-once-more', '', '2027-05-25')), '2027-05-26')).toBe(false);
    expect(asks(no.learned('2027-06-30', leaves('2027-06-30')), '2027-06-30')).toBe(false);
  });
  it('is no task where a bed has been found meanwhile', () =>
    expect(asks(no.learned('2027-05-20', bed('2027-06-30', '2027-09-22')), '2027-05-25')).toBe(false));
});

describe('G3, the reason line', () => {
  it.each([
    ['agreements-not-asked', inside()],
    ['agreement-missing', inside().learned('2027-05-06', ...threeAgreements('r', '2027-05-06').slice(0, 2))],
    ['who-must-not-know-not-asked', inside().learned('2027-05-06', ...threeAgreements('r', '2027-05-06'))],
    ['not-sent', inside().learned('2027-05-06', ...referred('r', '2027-05-06').slice(0, -1))],
  ])('%s', (because, record) => expect(record.alert('2027-05-20', 'G2')?.facts.because).toBe(because));
});

describe('G2, a referral that no longer goes ahead', () => {
  const sent = inside().learned('2027-05-06', ...referred(theReferral, '2027-05-06'));
  const gone = [
    ['withdrawn', referralWithdrawn({ referralId: theReferral, caseId, reason: 'DISENGAGED', on: on('2027-05-20') })],
    [
      'ended',
      dutyEnded({ referralId: theReferral, caseId, section: 's.189B', reason: 'contact-lost', on: on('2027-05-20') }),
    ],
    [
      'without her agreement',
      agreementWithdrawn({
        referralId: theReferral,
        caseId,
        to: 'pass-on-contact-details',
        on: on('2027-05-20'),
        how: 'video',
      }),
    ],
  ] as const;
  it.each(gone)('%s: asked for again, with time to act', (_how, event) => {
    const again = sent.learned('2027-05-20', event);
    expect(again.tasks('2027-05-20')).toContain('make-duty-to-refer');
    expect(only(again, '2027-05-26', 'G2')).toEqual([]);
    expect(only(again, '2027-05-27', 'G2')).toEqual(['G2 A']);
  });
});

describe('G2, custody shorter than its window', () => {
  it('a fixed-term recall is inside it on the first day, compressed and not overdue', () => {
    const recalled = CaseRecord.empty.learned(
      '2027-01-04',
      received('2027-01-04', { legalStatus: 'recalled', from: 'recall' }),
      screened('2027-01-04', { gp: 'registered', medicines: 'none' }),
      dateSet('2027-02-28', 'FTR56'),
    );
    // Sunday 28 February: in the scheme she leaves on Thursday 25.
    const task = recalled.assessed('2027-01-04').tasks.find(({ kind }) => kind === 'make-duty-to-refer');
    expect(task).toMatchObject({ compressed: true, rule: 'G2' });
    expect(task?.due?.toString()).toBe('2027-01-11');
    expect(only(recalled, '2027-01-10', 'G2')).toEqual([]);
    expect(only(recalled, '2027-01-11', 'G2')).toEqual(['G2 A']);
  });

  it('within two weeks of release the alert comes at once, and red follows within a week of it', () => {
    const short = inside({}, '2027-01-15');
    expect(only(short, '2027-01-04', 'G2')).toEqual(['G2 A']);
    expect(only(short, '2027-01-07', 'G2')).toEqual(['G2 A']);
    expect(only(short, '2027-01-08', 'G2')).toEqual(['G2 R']);
  });
});

describe('G4, sent on a Tuesday', () => {
  const sent = inside({}, '2027-09-30').learned('2027-06-01', ...referred(theReferral, '2027-06-01'));
  it.each([
    ['2027-06-03', []],
    ['2027-06-04', [`G4 A ${theReferral}`]],
    ['2027-06-08', [`G4 A ${theReferral}`]],
    ['2027-06-09', [`G4 R ${theReferral}`]],
  ])('no receipt on %s: %j', (day, standing) => expect(only(sent, day, 'G4')).toEqual(standing));

  it('over a weekend late means the third working day', () => {
    const thursday = inside({}, '2027-09-30').learned('2027-06-03', ...referred(theReferral, '2027-06-03'));
    expect(only(thursday, '2027-06-07', 'G4')).toEqual([]);
    expect(only(thursday, '2027-06-08', 'G4')).toEqual([`G4 A ${theReferral}`]);
  });

  it('within two weeks of release one working day is the wait; red not before a week', () => {
    const near = inside({}, '2027-06-10').learned('2027-06-01', ...referred(theReferral, '2027-06-01'));
    expect(only(near, '2027-06-02', 'G4')).toEqual([]);
    expect(only(near, '2027-06-03', 'G4')).toEqual([`G4 R ${theReferral}`]);
    expect(near.alert('2027-06-03', 'G4')?.due?.toString()).toBe('2027-06-02');
  });

  it('an automatic receipt clears it', () =>
    expect(only(sent.learned('2027-06-04', receipt(theReferral, '2027-06-04')), '2027-06-20', 'G4')).toEqual([]));
});

describe('G5, received on a Friday', () => {
  const got = inside({}, '2027-09-30')
    .learned('2027-06-01', ...referred(theReferral, '2027-06-01'))
    .learned('2027-06-04', receipt(theReferral, '2027-06-04'));
  const failed = (day: string) =>
    contactAttempted({ referralId: theReferral, caseId, on: on(day), how: 'phone', outcome: 'no-answer' });

  it.each([
    ['2027-06-13', []],
    ['2027-06-14', [`G5 A ${theReferral}`]],
    ['2027-07-14', [`G5 A ${theReferral}`]],
  ])('nobody has tried on %s: %j', (day, standing) => expect(only(got, day, 'G5')).toEqual(standing));

  it('one failed attempt ends it, a second makes it red', () => {
    const once = got.learned('2027-06-15', failed('2027-06-15'));
    expect(only(once, '2027-06-15', 'G5')).toEqual([]);
    expect(only(once.learned('2027-06-16', failed('2027-06-16')), '2027-06-16', 'G5')).toEqual([`G5 R ${theReferral}`]);
  });

  it('two attempts that fail within five working days are red when those are over', () => {
    const early = got.learned('2027-06-08', failed('2027-06-08'), failed('2027-06-08'));
    expect(only(early, '2027-06-08', 'G5')).toEqual([`G5 A ${theReferral}`]);
    expect(only(early, '2027-06-11', 'G5')).toEqual([`G5 R ${theReferral}`]);
  });

  it('a booked call or contact clears it', () => {
    const slot = callSlotBooked({ referralId: theReferral, caseId, slotAt: at('2027-06-20'), on: on('2027-06-14') });
    expect(only(got.learned('2027-06-14', slot), '2027-06-15', 'G5')).toEqual([]);
    expect(only(got.learned('2027-06-14', call(theReferral, '2027-06-14')), '2027-06-15', 'G5')).toEqual([]);
  });

  it('is owned by the council; after release the probation practitioner watches with the prison', () => {
    expect(got.alert('2027-06-14', 'G5')?.audience).toEqual(['council-housing', 'prison-resettlement']);
    expect(got.learned('2027-06-14', leaves('2027-06-14')).alert('2027-06-14', 'G5')?.audience).toEqual([
      'council-housing',
      'probation-practitioner',
      'prison-resettlement',
    ]);
  });
});
