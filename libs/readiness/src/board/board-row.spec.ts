import { date } from '@ttg/calendar';
import { caseClosed, releaseDayArrangementFellThrough, releaseDayArrangementMade } from '@ttg/custody/events';
import { gpRegistrationDeclined } from '@ttg/health/events';
import { agreementWithdrawn, placementReferralMade, referralCarriedOver } from '@ttg/housing/events';
import type { GssCode } from '@ttg/reference';
import { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import { carryReferralOver } from '../facts';
import { caseId, CaseRecord, council, on, recorded } from '../testing/case-record';
import {
  bed,
  collected,
  contactBooked,
  dateChanged,
  dateSet,
  gpConfirmed,
  gpRequested,
  leaves,
  prescribed,
  preparedForCourt,
  received,
  receipt,
  referred,
  reviewed,
  screened,
  sentencedOn,
  southwark,
  theReferral,
  threeAgreements,
} from '../testing/worked-story';
import { boardColumns, boardRow } from './board-row';
import { onTheDay } from './on-the-day';

const remand = CaseRecord.empty.learned('2027-01-11', received('2027-01-11'), screened('2027-01-11'));
const inside = remand.learned('2027-02-19', sentencedOn('2027-02-19'), dateSet('2027-03-31'));

describe('her row', () => {
  it('says what is missing', () =>
    expect(boardRow(inside.facts)).toMatchObject({
      prison: 'BZI',
      legalStatus: 'sentenced',
      planned: '2027-03-31',
      date: '2027-03-31',
      released: false,
      closed: false,
      councils: [],
      accommodation: { status: 'missing', words: 'no safe place from 31 March 2027 to 22 June 2027' },
      gp: { status: 'missing' },
      medicines: { status: 'missing', words: 'not sorted: healthcare owns it' },
      agreements: { status: 'missing', words: 'not asked' },
    }));

  it('shows both days where the release-day rule moved it', () =>
    expect(boardRow(inside.learned('2027-03-09', dateChanged('2027-03-31', '2027-03-25')).facts)).toMatchObject({
      date: '2027-03-25',
      planned: '2027-03-24',
      tier1: '2027-03-25',
      tier2: '2027-03-24',
      applies: 2,
    }));

  it('asks once she is out for the nights that are to come, and for no others', () => {
    const out = inside
      .learned('2027-03-31', leaves('2027-03-31'))
      .learned('2027-04-05', bed('2027-04-05', '2027-06-23', { type: 'A01D' }));
    const on = (day: string) => boardRow(out.facts, date(day)).accommodation;
    expect(boardRow(out.facts).accommodation.words).toBe('no safe place from 31 March 2027 to 4 April 2027');
    expect(on('2027-04-04').words).toBe('no safe place from 31 March 2027 to 4 April 2027');
    expect(on('2027-04-05')).toEqual({ status: 'done', words: '79 nights from 5 April 2027, safe' });
    expect(onTheDay(out.facts, date('2027-04-05')).find(({ key }) => key === 'address')?.status).toBe('done');
  });

  it('is kept as it is shown without a day: once she is out, nights that have gone by are still asked for', () => {
    const out = inside.learned('2027-03-31', leaves('2027-03-31'));
    expect(boardRow(out.facts)).toMatchObject({ ...boardColumns(out.facts) });
    expect(boardColumns(out.facts)).toMatchObject({
      prison: 'BZI',
      councils: [],
      released: true,
      closed: false,
      planned: '2027-03-31',
      gp: { status: 'missing' },
      accommodation: { status: 'missing', words: 'no safe place from 31 March 2027 to 22 June 2027' },
    });
  });

  it('knows no day on remand', () => {
    expect(boardRow(remand.facts).planned).toBeUndefined();
    expect(boardRow(CaseRecord.empty.facts)).toMatchObject({ released: false, accommodation: { status: 'missing' } });
  });

  it.each<[string, CaseRecord, object]>([
    [
      'a bed for every night',
      inside.learned('2027-03-01', bed('2027-03-31', '2027-06-23')),
      { status: 'done', words: '84 nights from 31 March 2027, safe' },
    ],
    [
      'a bed for a week',
      inside.learned('2027-03-01', bed('2027-03-31', '2027-04-07')),
      { status: 'in-hand', words: 'no safe place from 7 April 2027 to 22 June 2027' },
    ],
    [
      "a friend's sofa",
      inside.learned('2027-03-01', bed('2027-03-31', undefined, { type: 'A07A' })),
      { status: 'in-hand', words: 'a short-term place only' },
    ],
    [
      'a place not asked about in private',
      inside.learned('2027-03-01', bed('2027-03-31', undefined, { askedInPrivate: false })),
      { status: 'missing', words: 'not yet asked in private whether it is safe' },
    ],
    [
      'a place that is not safe',
      inside.learned('2027-03-01', bed('2027-03-31', undefined, { safe: 'no' })),
      { status: 'missing', words: 'contact the named lead' },
    ],
    [
      'a place asked for',
      inside.learned(
        '2027-03-01',
        placementReferralMade({ caseId, placementReferralId: 'p', kind: 'CAS3', on: on('2027-03-01') }),
      ),
      { status: 'in-hand' },
    ],
  ])('accommodation: %s', (_what, record, shown) => expect(boardRow(record.facts).accommodation).toMatchObject(shown));

  it('agreements: from not asked to received by the council, or her no', () => {
    const drafted = inside.learned('2027-03-01', ...threeAgreements('r', '2027-03-01'));
    expect(boardRow(drafted.facts).agreements).toEqual({ status: 'in-hand', words: 'asked, not sent' });
    const sent = inside.learned('2027-03-02', ...referred(theReferral, '2027-03-02'));
    expect(boardRow(sent.facts)).toMatchObject({
      councils: ['E09000028'],
      agreements: { status: 'done', words: 'sent to Southwark' },
    });
    expect(boardRow(sent.learned('2027-03-03', receipt(theReferral, '2027-03-03')).facts).agreements.words).toBe(
      'Southwark has received it',
    );
    expect(boardRow(remand.learned('2027-01-18', ...preparedForCourt('2027-01-18')).facts).agreements).toEqual({
      status: 'not-needed',
      words: 'she did not agree to a referral',
    });
  });

  it('a council has nothing of hers once one of the three agreements is withdrawn, or the case is over', () => {
    const sent = inside.learned('2027-03-02', ...referred(theReferral, '2027-03-02'));
    for (const to of ['referral', 'choice-of-council', 'pass-on-contact-details'] as const) {
      const withdrawn = sent.learned(
        '2027-03-03',
        agreementWithdrawn({ referralId: theReferral, caseId, to, on: on('2027-03-03'), how: 'telephone' }),
      );
      expect(boardRow(withdrawn.facts)).toMatchObject({
        councils: [],
        agreements: { status: 'missing', words: 'she withdrew an agreement' },
      });
    }
    const over = sent.learned('2027-08-01', caseClosed({ caseId, on: on('2027-08-01'), reason: 'period-over' }));
    expect(boardRow(over.facts).councils).toEqual([]);
  });

  it('a council that must not know has nothing of hers, until she lifts that; others have', () => {
    const sent = inside.learned('2027-03-02', ...referred(theReferral, '2027-03-02'));
    const told = (council: GssCode) =>
      sent.learned('2027-03-03', doNotShareWith({ caseId, instructionId: 'i', council }));
    expect(boardRow(told(southwark).facts).councils).toEqual([]);
    expect(boardRow(told(council('E09000007')).facts).councils).toEqual([southwark]);
    const lifted = told(southwark).learned(
      '2027-03-04',
      instructionLifted({ caseId, instructionId: 'i', on: on('2027-03-04') }),
    );
    expect(boardRow(lifted.facts).councils).toEqual([southwark]);
    const returned = CaseRecord.empty.learned('2027-06-01', received('2027-06-01'));
    const over = recorded(referralCarriedOver({ referralId: theReferral, fromCaseId: 'old', caseId }), '2027-06-01');
    const inNextCase = (before: CaseRecord) => boardRow(carryReferralOver(before.facts, returned.facts, over)).councils;
    expect(inNextCase(told(southwark))).toEqual([]);
    expect(inNextCase(lifted)).toEqual([southwark]);
  });

  it('GP and medicines: in hand, done, not needed; never which medicine', () => {
    expect(boardRow(inside.learned('2027-03-04', gpRequested('2027-03-04')).facts).gp.status).toBe('in-hand');
    expect(boardRow(inside.learned('2027-03-04', gpConfirmed('2027-03-04')).facts).gp.status).toBe('done');
    expect(
      boardRow(inside.learned('2027-03-04', gpRegistrationDeclined({ caseId, on: on('2027-03-04') })).facts).gp.status,
    ).toBe('not-needed');
    const gap = inside.learned('2027-03-12', reviewed('2027-03-12', 3), contactBooked('2027-04-09'));
    expect(boardRow(gap.facts).medicines).toEqual({ status: 'in-hand', words: 'not sorted: healthcare owns it' });
    const covered = gap.learned('2027-04-01', prescribed('2027-03-31', 28), collected('2027-04-01'));
    expect(boardRow(covered.facts).medicines).toEqual({ status: 'done', words: 'sorted to 30 April 2027' });
  });
});

describe('what must be true on the day', () => {
  const line = (record: CaseRecord, key: string) =>
    onTheDay(record.facts, date('2027-03-12')).find((one) => one.key === key);

  it('shows what is fine too, with since when', () => {
    const fine = inside.learned('2027-03-08', bed('2027-03-31', '2027-06-23'));
    expect(line(fine, 'address')).toMatchObject({ status: 'done', since: '2027-03-08' });
  });

  it('keeps the days without medicine for healthcare', () => {
    const gap = inside.learned('2027-03-12', reviewed('2027-03-12', 3), contactBooked('2027-04-09'));
    expect(line(gap, 'medicines')).toMatchObject({
      words: 'not sorted: healthcare owns it',
      detail: 'without medicine from 3 April 2027 to 8 April 2027, 6 days',
    });
  });

  it('says for which day an arrangement was made when her day moved, and that one fell through', () => {
    const made = inside.learned(
      '2027-03-01',
      releaseDayArrangementMade({ caseId, kind: 'who-meets-her', on: on('2027-03-31') }),
    );
    expect(line(made, 'who-meets-her')).toMatchObject({ status: 'done' });
    expect(line(made.learned('2027-03-09', dateChanged('2027-03-31', '2027-03-25')), 'who-meets-her')).toMatchObject({
      status: 'in-hand',
      words: 'made for 31 March 2027',
    });
    expect(
      line(
        made.learned('2027-03-09', releaseDayArrangementFellThrough({ caseId, kind: 'who-meets-her' })),
        'who-meets-her',
      ),
    ).toMatchObject({ status: 'missing', words: 'fell through' });
  });

  it('has every line also when nothing is known, and after release', () => {
    const keys = onTheDay(CaseRecord.empty.facts, date('2027-03-12')).map(({ key }) => key);
    expect(keys).toEqual([
      'address',
      'duty-to-refer',
      'medicines',
      'gp',
      'safe-contact',
      'who-meets-her',
      'travel',
      'cash',
      'id',
      'bank-account',
      'phone',
      'belongings',
      'universal-credit-claim',
      'jobcentre-appointment',
      'child-contact',
    ]);
    expect(
      onTheDay(inside.learned('2027-03-31', leaves('2027-03-31')).facts, date('2027-04-02')).map(({ key }) => key),
    ).toEqual(keys);
  });
});
