import { accommodationFellThrough, accommodationEnded } from '@ttg/housing/events';
import { caseId, CaseRecord, on } from '../testing/case-record';
import { bed, bedRedated, dateSet, leaves, received, screened, sentencedOn, theBed } from '../testing/worked-story';

/** Leaves Wed 30 June 2027, known since 4 January; a home of her own to refer nobody for. */
const inside = CaseRecord.empty.learned(
  '2027-01-04',
  received('2027-01-04', { legalStatus: 'sentenced' }),
  screened('2027-01-04', {
    homeOnRelease: 'return-to-previous-address',
    tenancy: 'kept',
    homeSafe: 'yes',
    gp: 'registered',
    medicines: 'none',
  }),
  sentencedOn('2027-01-04'),
  dateSet('2027-06-30'),
);

describe('G1, every night without a bed', () => {
  it.each([
    ['2027-04-06', [], []],
    ['2027-04-07', [], ['find-accommodation']],
    ['2027-05-04', [], ['find-accommodation']],
    ['2027-05-05', ['G1 A'], ['find-accommodation']],
    ['2027-06-15', ['G1 A'], ['find-accommodation']],
    ['2027-06-16', ['G1 R'], ['find-accommodation']],
    ['2027-07-05', ['G1 R'], ['find-accommodation']],
  ])('on %s: %j, tasks %j', (day, standing, tasks) => {
    expect(inside.standing(day)).toEqual(standing);
    expect(inside.tasks(day)).toEqual(tasks);
  });
});

describe('G1, with a bed', () => {
  const with_ = (...beds: ReturnType<typeof bed>[]) => inside.learned('2027-05-10', ...beds);

  it('for every one of 84 nights it is cleared', () =>
    expect(with_(bed('2027-06-30', '2027-09-22')).standing('2027-06-20')).toEqual([]));

  it('for 83 nights the last one stays open', () => {
    const out = with_(bed('2027-06-30', '2027-09-21')).learned('2027-06-30', leaves('2027-06-30'));
    expect(out.alert('2027-08-01', 'G1')?.facts).toMatchObject({ firstNight: '2027-09-21', lastNight: '2027-09-21' });
  });

  it('for a week leaves the eighth night open, counted from that night', () => {
    const week = with_(bed('2027-06-30', '2027-07-07'));
    expect(week.standing('2027-05-11')).toEqual([]);
    expect(week.standing('2027-05-12')).toEqual(['G1 A']);
    expect(week.standing('2027-06-23')).toEqual(['G1 R']);
    expect(week.alert('2027-06-23', 'G1')?.facts.firstNight).toBe('2027-07-07');
  });

  it.each([
    ['not safe', { safe: 'no' }],
    ['not asked in private', { askedInPrivate: false }],
    ['immigration detention', { type: 'A15' }],
    ['awaiting assessment', { type: 'A16' }],
    ['a night shelter', { type: 'A08C' }],
    ['of an unknown kind', { type: 'Z99' }],
  ] as const)('that is %s nothing is covered', (_what, more) =>
    expect(with_(bed('2027-06-30', undefined, more)).standing('2027-05-14')).toContain('G1 A'),
  );

  it.each(['A03', 'A07A'])('of a passing kind (%s) it drops to B, and the duty to refer is asked for', (type) => {
    const homeless = CaseRecord.empty.learned(
      '2027-01-04',
      received('2027-01-04', { legalStatus: 'sentenced' }),
      screened('2027-01-04', { gp: 'registered', medicines: 'none' }),
      sentencedOn('2027-01-04'),
      dateSet('2027-06-30'),
      bed('2027-06-30', undefined, { type }),
    );
    expect(homeless.standing('2027-05-12')).toEqual(['G1 B', 'G2 A']);
  });

  it('that falls through it is open again, and red only after five working days', () => {
    const lost = with_(bed('2027-06-30', '2027-09-22')).learned(
      '2027-06-17',
      accommodationFellThrough({ caseId, accommodationId: theBed, on: on('2027-06-17') }),
    );
    expect(lost.standing('2027-06-17')).toEqual(['G1 A']);
    expect(lost.standing('2027-06-22')).toEqual(['G1 A']);
    // Five working days would be the 24th; a week before release ends the wait on the 23rd.
    expect(lost.standing('2027-06-23')).toEqual(['G1 R']);
  });

  it('that ends early after release is open for the nights that are left', () => {
    const out = with_(bed('2027-06-30', '2027-09-22')).learned('2027-06-30', leaves('2027-06-30'));
    expect(out.standing('2027-07-20')).toEqual([]);
    const ended = out.learned(
      '2027-07-20',
      accommodationEnded({ caseId, accommodationId: theBed, on: on('2027-07-20') }),
    );
    expect(ended.standing('2027-07-20')).toEqual(['G1 R']);
    expect(ended.alert('2027-07-20', 'G1')).toMatchObject({
      audience: ['probation-practitioner', 'prison-resettlement'],
      facts: { firstNight: '2027-07-20', lastNight: '2027-09-21' },
    });
    expect(ended.standing('2027-09-22')).toEqual([]);
  });

  it('that is re-dated too late leaves the nights before it open', () =>
    expect(
      with_(bed('2027-06-30', '2027-09-22'))
        .learned('2027-06-01', bedRedated('2027-07-05', '2027-09-27'))
        .alert('2027-06-01', 'G1')?.facts,
    ).toMatchObject({ firstNight: '2027-06-30', lastNight: '2027-07-04' }));
});

describe('G1, when her release is overdue', () => {
  it('looks at the nights from today on', () => {
    const covered = inside.learned('2027-05-10', bed('2027-06-30', '2027-09-22'));
    expect(covered.assessed('2027-07-05').nextChange?.toString()).toBe('2027-07-06');
    // Five days late, 84 nights from today reach past the bed.
    expect(covered.alert('2027-08-10', 'G1')?.facts.firstNight).toBe('2027-09-22');
  });
});

it('a change of date that leaves her without a bed as before does not start the wait again', () => {
  const moved = inside.learned('2027-06-17', dateSet('2027-06-28'));
  expect(moved.standing('2027-06-17')).toContain('G1 R');
});

it('a date brought forward makes the time short, not overdue', () => {
  const moved = inside.learned('2027-06-01', dateSet('2027-06-16'));
  expect(inside.alert('2027-06-01', 'G1')?.compressed).toBe(false);
  expect(moved.alert('2027-06-01', 'G1')?.compressed).toBe(true);
});
