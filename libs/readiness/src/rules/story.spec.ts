import { date } from '@ttg/calendar';
import { contactAfterReleaseMade } from '@ttg/custody/events';
import { agreementGiven } from '@ttg/housing/events';
import { areasToAvoidRecorded } from '@ttg/sharing/events';
import { accepted, at, caseId, CaseRecord, council, doneByPerson, on, told } from '../testing/case-record';
import {
  bed,
  bedRedated,
  call,
  collected,
  contactBooked,
  dateChanged,
  dateSet,
  draftWithdrawn,
  gpConfirmed,
  handoverPlanned,
  hearing,
  leaves,
  moved,
  preparedForCourt,
  prescribed,
  received,
  receipt,
  referred,
  reviewed,
  screened,
  sentencedOn,
  theReferral,
} from '../testing/worked-story';
import { expectedRelease, onThatDay } from '.';
import { alertText } from './texts';

/** Done when 2 of the first issue: what stands, and what does not, at every step. */
describe('the worked story', () => {
  const remand = CaseRecord.empty.learned('2027-01-11', received('2027-01-11'), screened('2027-01-11'));
  const prepared = remand.learned('2027-01-18', ...preparedForCourt('2027-01-18'));
  const sentencedRecord = prepared.learned(
    '2027-02-19',
    sentencedOn('2027-02-19'),
    dateSet('2027-03-31'),
    draftWithdrawn('2027-02-19'),
  );
  const sent = sentencedRecord.learned('2027-03-02', ...referred(theReferral, '2027-03-02'));
  const receiptCame = sent.learned('2027-03-05', receipt(theReferral, '2027-03-05'));
  const housed = receiptCame.learned('2027-03-08', bed('2027-03-31', '2027-06-23'));
  const movedAway = housed.learned('2027-03-09', moved('BZI', 'DWI', '2027-03-09'));
  const earlier = movedAway.learned('2027-03-09', dateChanged('2027-03-31', '2027-03-25'));

  it('Mon 11 January: remand and screening; only the task is there', () => {
    expect(remand.standing('2027-01-11')).toEqual([]);
    expect(remand.tasks('2027-01-11')).toEqual(['prepare-for-court-release']);
    expect(remand.standing('2027-01-15')).toEqual([]);
    expect(remand.assessed('2027-01-11').nextChange).toEqual(date('2027-01-16'));
  });

  it('Sat 16 January: day 5, not prepared', () => {
    expect(remand.standing('2027-01-16')).toEqual(['G23 A']);
    expect(remand.alert('2027-01-16', 'G23')?.facts.missing).toBe('referral, gp, medicines, safe-contact, travel');
  });

  it('Mon 18 January: prepared; her "no" to a referral counts as asked', () => {
    expect(prepared.standing('2027-01-18')).toEqual([]);
    expect(prepared.tasks('2027-01-18')).toEqual([]);
    expect(prepared.standing('2027-02-18')).toEqual([]);
  });

  it('Fri 19 February: sentenced, leaves on 31 March; 84 nights without a bed at once, and no change of date', () => {
    expect(sentencedRecord.standing('2027-02-19')).toEqual(['G1 A']);
    expect(sentencedRecord.tasks('2027-02-19')).toEqual(['find-accommodation', 'make-duty-to-refer']);
    expect(sentencedRecord.alert('2027-02-19', 'G1')?.facts).toMatchObject({
      firstNight: '2027-03-31',
      lastNight: '2027-06-22',
    });
    expect(sentencedRecord.standing('2027-02-25')).toEqual(['G1 A']);
  });

  it('Fri 26 February: not referred, agreements not asked', () => {
    expect(sentencedRecord.standing('2027-02-26')).toEqual(['G1 A', 'G2 A']);
    expect(sentencedRecord.alert('2027-02-26', 'G2')?.facts.because).toBe('agreements-not-asked');
    expect(sentencedRecord.standing('2027-03-02')).toEqual(['G1 A', 'G2 A']);
    expect(sentencedRecord.standing('2027-03-03')).toEqual(['G1 A', 'G2 R']);
  });

  it('Tue 2 March: referred to Southwark', () => {
    expect(sent.standing('2027-03-02')).toEqual(['G1 A']);
    expect(sent.tasks('2027-03-02')).toEqual(['find-accommodation']);
  });

  it('Wed 3 March: the GP task opens', () => {
    expect(sent.standing('2027-03-03')).toEqual(['G1 A']);
    expect(sent.tasks('2027-03-03')).toEqual(['arrange-gp', 'find-accommodation']);
    expect(sent.standing('2027-03-04')).toEqual(['G1 A']);
  });

  it('Fri 5 March: no receipt; it comes the same day', () => {
    expect(sent.standing('2027-03-05')).toEqual(['G1 A', `G4 A ${theReferral}`]);
    expect(receiptCame.standing('2027-03-05')).toEqual(['G1 A']);
    expect(receiptCame.tasks('2027-03-05')).toEqual(['arrange-gp', 'find-accommodation']);
  });

  it('Mon 8 March: a safe CAS3 bed for 84 nights', () => {
    expect(housed.standing('2027-03-08')).toEqual([]);
    expect(housed.tasks('2027-03-08')).toEqual(['arrange-gp']);
  });

  it('Tue 9 March: she moves to Downview', () => {
    expect(movedAway.standing('2027-03-09')).toEqual(['G22 A 2027-03-09']);
    expect(movedAway.tasks('2027-03-09')).toEqual([
      'accept-after-move 2027-03-09:arrange-gp',
      'accept-after-move 2027-03-09:contact-route',
      'arrange-gp',
    ]);
    expect(movedAway.assessed('2027-03-09').tasks.find(({ kind }) => kind === 'arrange-gp')?.prison).toBe('BZI');
    expect(movedAway.facts.housing).toEqual(housed.facts.housing);
  });

  it('and the same day her date comes nearer: she leaves on 24 March', () => {
    const release = expectedRelease(earlier.facts, onThatDay(date('2027-03-09')));
    expect(release?.day).toEqual(date('2027-03-24'));
    expect(release?.rule).toMatchObject({ applies: 2, nights: 33 });
    expect(earlier.standing('2027-03-09')).toEqual(['G1 A', 'G8 A 2027-03-09', 'G22 A 2027-03-09']);
    expect(earlier.alert('2027-03-09', 'G1')?.facts).toMatchObject({
      firstNight: '2027-03-24',
      lastNight: '2027-03-30',
    });
    expect(earlier.alert('2027-03-09', 'G8')?.facts).toEqual({
      before: '2027-03-31',
      after: '2027-03-24',
      days: 7,
      dueMoved: 'sort-medicines 2027-03-24',
      broken: 'bed',
    });
    expect(earlier.tasks('2027-03-09')).toEqual([
      'accept-after-move 2027-03-09:arrange-gp',
      'accept-after-move 2027-03-09:contact-route',
      'accept-after-move 2027-03-09:find-accommodation',
      'accept-after-move 2027-03-09:sort-medicines',
      'arrange-gp',
      'find-accommodation',
      'sort-medicines',
      'tell-of-earlier-date 2027-03-09:council-housing',
      'tell-of-earlier-date 2027-03-09:prison-healthcare',
      'tell-of-earlier-date 2027-03-09:prison-resettlement',
      'tell-of-earlier-date 2027-03-09:probation-practitioner',
    ]);
  });

  const stillNoGp = earlier.learned(
    '2027-03-10',
    ...['arrange-gp', 'contact-route', 'find-accommodation'].map((thing) =>
      accepted(`2027-03-09:${thing}`, '2027-03-10'),
    ),
  );
  const registered = stillNoGp.learned('2027-03-10', gpConfirmed('2027-03-10'));

  it('Wed 10 March: three of four are accepted; still no GP; registered', () => {
    expect(stillNoGp.standing('2027-03-10')).toEqual(['G1 A', 'G8 A 2027-03-09', 'G15 A', 'G22 A 2027-03-09']);
    expect(stillNoGp.alert('2027-03-10', 'G22')?.facts.toAccept).toBe('sort-medicines');
    expect(stillNoGp.assessed('2027-03-10').tasks.find(({ kind }) => kind === 'arrange-gp')?.prison).toBe('DWI');
    expect(registered.standing('2027-03-10')).toEqual(['G1 A', 'G8 A 2027-03-09', 'G22 A 2027-03-09']);
    expect(
      registered.learned('2027-03-10', accepted('2027-03-09:sort-medicines', '2027-03-10')).standing('2027-03-10'),
    ).toEqual(['G1 A', 'G8 A 2027-03-09']);
  });

  const allAccepted = registered.learned('2027-03-11', accepted('2027-03-09:sort-medicines', '2027-03-11'));
  const redated = allAccepted.learned('2027-03-11', bedRedated('2027-03-24', '2027-06-16'));

  it('nights without a bed are red only from Tue 16 March', () => {
    expect(allAccepted.alert('2027-03-15', 'G1')?.severity).toBe('A');
    expect(allAccepted.alert('2027-03-16', 'G1')?.severity).toBe('R');
  });

  it('Thu 11 March: the bed is re-dated; the notice stands until everyone was told', () => {
    expect(redated.standing('2027-03-11')).toEqual(['G8 A 2027-03-09']);
    expect(redated.alert('2027-03-11', 'G8')?.facts.broken).toBe('');
  });

  const toldThree = redated.learned(
    '2027-03-11',
    told('tell-of-earlier-date', '2027-03-09', 'prison-resettlement', '2027-03-11'),
    told('tell-of-earlier-date', '2027-03-09', 'probation-practitioner', '2027-03-11'),
    told('tell-of-earlier-date', '2027-03-09', 'council-housing', '2027-03-11'),
  );
  const toldAll = toldThree.learned(
    '2027-03-12',
    told('tell-of-earlier-date', '2027-03-09', 'prison-healthcare', '2027-03-12'),
  );
  const medicines = toldAll.learned(
    '2027-03-12',
    reviewed('2027-03-12', 3),
    contactBooked('2027-04-02'),
    handoverPlanned('2027-03-12', 28),
  );

  it('Fri 12 March: the last owner was told; six days without medicine are foreseen', () => {
    expect(toldThree.standing('2027-03-12')).toEqual(['G8 A 2027-03-09']);
    expect(toldAll.standing('2027-03-12')).toEqual([]);
    expect(medicines.standing('2027-03-12')).toEqual(['G16 A']);
    const alert = medicines.alert('2027-03-12', 'G16');
    expect(alert?.facts).toEqual({
      because: 'gap',
      withoutFrom: '2027-03-27',
      withoutTo: '2027-04-01',
      days: 6,
      firstContact: '2027-04-02',
      prescriptionWaiting: false,
    });
    expect(alert && alertText(alert, 'prison-healthcare')).toBe(
      'Without medicine from Saturday 27 March 2027 to Thursday 1 April 2027, 6 days.',
    );
    expect(alert && alertText(alert, 'probation-practitioner')).toBe('Medicines not sorted: healthcare owns it.');
  });

  const contacted = medicines.learned('2027-03-15', call(theReferral, '2027-03-15'));

  it('Mon 15 March: no contact by Southwark; a call clears it', () => {
    expect(medicines.standing('2027-03-14')).toEqual(['G16 A']);
    expect(medicines.standing('2027-03-15')).toEqual([`G5 A ${theReferral}`, 'G16 A']);
    expect(contacted.standing('2027-03-15')).toEqual(['G16 A']);
    expect(contacted.tasks('2027-03-15')).toEqual(['sort-medicines']);
  });

  it('Sat 20 March: the gap begins within a week', () => {
    expect(contacted.standing('2027-03-19')).toEqual(['G16 A']);
    expect(contacted.standing('2027-03-20')).toEqual(['G16 R']);
  });

  const out = contacted.learned('2027-03-24', prescribed('2027-03-24', 28), leaves('2027-03-24'));

  it('Wed 24 March: released, the prescription is not collected', () => {
    expect(out.standing('2027-03-24')).toEqual(['G16 R']);
    expect(out.alert('2027-03-24', 'G16')).toMatchObject({
      due: date('2027-03-26'),
      facts: { prescriptionWaiting: true },
    });
  });

  it('Thu 25 March: collected; nothing stands any more', () => {
    const covered = out.learned('2027-03-25', collected('2027-03-25'));
    expect(covered.standing('2027-03-25')).toEqual([]);
    expect(covered.tasks('2027-03-25')).toEqual([]);
    expect(covered.standing('2027-06-15')).toEqual([]);
  });
});

describe('abuse disclosed in private, and "home" is to him', () => {
  const disclosed = CaseRecord.empty.learned(
    '2027-01-11',
    received('2027-01-11', { legalStatus: 'sentenced' }),
    screened('2027-01-11', {
      homeOnRelease: 'return-to-previous-address',
      tenancy: 'kept',
      homeSafe: 'no',
      gp: 'registered',
      medicines: 'none',
    }),
    dateSet('2027-03-31'),
  );
  const home = bed('2027-03-31', undefined, { type: 'A01D', safe: 'no' });

  it('goes to the named lead alone, red after five working days', () => {
    const alert = disclosed.alert('2027-01-11', 'G14');
    expect(alert).toMatchObject({ severity: 'A', audience: ['domestic-abuse-lead'], subject: 'home:2027-01-11' });
    expect(disclosed.standing('2027-01-15')).toEqual(['G14 A home:2027-01-11']);
    expect(disclosed.standing('2027-01-18')).toEqual(['G14 R home:2027-01-11']);
    expect(alert && alertText(alert, 'prison-resettlement')).toBe('Contact the named lead.');
  });

  it('never shows the address as done, whatever is confirmed of it', () => {
    const confirmed = disclosed.learned('2027-02-10', home);
    expect(confirmed.standing('2027-02-10')).toContain('G1 A');
    expect(confirmed.standing('2027-02-10')).toContain('G14 A place:cas3-bed');
    const notAsked = disclosed.learned(
      '2027-02-10',
      bed('2027-03-31', undefined, { type: 'A01D', askedInPrivate: false }),
    );
    expect(notAsked.standing('2027-02-10')).toContain('G1 A');
  });

  it('clears when a safe plan was made with her', () => {
    const planned = disclosed.learned('2027-01-20', doneByPerson('make-safe-plan', 'home:2027-01-11', '2027-01-20'));
    expect(planned.standing('2027-01-20')).toEqual([]);
  });

  it('stands for a council in an area she must avoid until she chooses another', () => {
    const choice = (code: string) =>
      agreementGiven({
        referralId: 'r',
        caseId,
        to: 'choice-of-council',
        council: council(code),
        on: on('2027-02-12'),
        how: 'face-to-face',
      });
    const avoided = disclosed.learned(
      '2027-02-12',
      areasToAvoidRecorded({ caseId, councils: [council('E09000028')] }),
      choice('E09000028'),
    );
    expect(avoided.standing('2027-02-12')).toContain('G14 A council:r');
    expect(avoided.learned('2027-02-12', choice('E09000022')).standing('2027-02-12')).not.toContain('G14 A council:r');
  });
});

describe('no-notice release from court on a Friday, nothing done', () => {
  const remand = CaseRecord.empty.learned(
    '2027-01-11',
    received('2027-01-11'),
    screened('2027-01-11'),
    hearing('2027-01-29'),
  );
  const walkedOut = remand.learned(
    '2027-01-29',
    leaves('2027-01-29', { from: 'court', notice: 'no-notice', toAccommodation: 'not-known' }),
  );

  it('was red from two days before the hearing', () => {
    expect(remand.standing('2027-01-26')).toEqual(['G23 A']);
    expect(remand.standing('2027-01-27')).toEqual(['G23 R']);
  });

  it('is red at once: the probation practitioner reaches her by her safe route', () => {
    expect(walkedOut.standing('2027-01-29')).toEqual(['G1 R', 'G2 R', 'G15 R', 'G16 A', 'G24 R']);
    expect(walkedOut.alert('2027-01-29', 'G24')).toMatchObject({
      audience: ['probation-practitioner', 'prison-resettlement', 'prison-healthcare', 'council-housing'],
      due: date('2027-01-30'),
      facts: { missing: 'accommodation, duty-to-refer, gp, medicines' },
    });
  });

  it('clears when contact is made', () => {
    const reached = walkedOut.learned(
      '2027-01-30',
      contactAfterReleaseMade({ caseId, at: at('2027-01-30'), route: 'through-worker' }),
    );
    expect(reached.standing('2027-01-30')).toEqual(['G1 R', 'G2 R', 'G15 R', 'G16 A']);
  });
});
