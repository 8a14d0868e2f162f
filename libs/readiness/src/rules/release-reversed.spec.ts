import { contactAfterReleaseMade, releaseReversed } from '@ttg/custody/events';
import { date } from '@ttg/calendar';
import { alerts } from '../alerts';
import { at, caseId, CaseRecord, on, standingIn, swept } from '../testing/case-record';
import { dateChanged, dateSet, leaves, received, screened, sentencedOn } from '../testing/worked-story';
import { expectedRelease } from './expected-release';
import { onThatDay } from './on-that-day';

/** Sentenced on 4 January, nowhere to live; Wed 30 June became Fri 18 June, and nobody has been told of it yet. */
const inside = CaseRecord.empty
  .learned(
    '2027-01-04',
    received('2027-01-04', { legalStatus: 'sentenced' }),
    screened('2027-01-04', { gp: 'to-sort', medicines: 'none' }),
    sentencedOn('2027-01-04'),
    dateSet('2027-06-30'),
  )
  .learned('2027-06-07', dateChanged('2027-06-30', '2027-06-18'));
const releasedOn = on('2027-06-08');
const out = inside.learned('2027-06-08', leaves('2027-06-08'));
const reversed = releaseReversed({ caseId, releasedOn, reason: 'recorded-in-error', on: on('2027-06-09') });
const inAgain = out.learned('2027-06-09', reversed);

/** A day after her date: nobody has recorded that she left. */
const days = ['2027-06-09', '2027-06-14', '2027-06-17', '2027-06-21'];

describe('a release that was reversed', () => {
  it('leaves no trace in what the rules know, but that the case changed', () => {
    const { custody, ...others } = inAgain.facts;
    const { custody: before, ...othersBefore } = inside.facts;
    expect({ ...custody, last: undefined }).toEqual({ ...before, last: undefined });
    expect(others).toEqual(othersBefore);
  });

  it('gives back the day she leaves, and since when it is known', () => {
    const today = onThatDay(date('2027-06-09'));
    expect(expectedRelease(out.facts, today)).toMatchObject({ released: true });
    expect(expectedRelease(inAgain.facts, today)).toEqual(expectedRelease(inside.facts, today));
    expect(expectedRelease(inAgain.facts, today)?.day.toString()).toBe('2027-06-17');
  });

  it.each(days)('has the same alerts and tasks stand on %s as if there had been none', (day) => {
    expect(out.standing(day)).not.toEqual(inside.standing(day));
    expect(inAgain.standing(day)).toEqual(inside.standing(day));
    expect(inAgain.tasks(day)).toEqual(inside.tasks(day));
  });

  it('raises again what her release had cleared, as alerts of their own', () => {
    const noticeOf = (state: ReturnType<typeof swept>) => state.alerts['G8|2027-06-07'];
    const before = swept(alerts.initial, inside.facts, '2027-06-07');
    const cleared = swept(before, out.facts, '2027-06-08');
    const after = swept(cleared, inAgain.facts, '2027-06-09');
    expect(noticeOf(before)).toMatchObject({ raised: 1, standing: { severity: 'A' } });
    expect(noticeOf(cleared)?.standing).toBeUndefined();
    expect(noticeOf(after)).toMatchObject({ raised: 2, standing: { severity: 'A' } });
    expect(noticeOf(after)?.key.alertId).not.toBe(noticeOf(before)?.key.alertId);
    expect(standingIn(after)).toEqual(standingIn(swept(before, inside.facts, '2027-06-09')));
  });
});

it('that she was reached after a release that was none does not count for the next', () => {
  const reached = contactAfterReleaseMade({ caseId, at: at('2027-06-08'), route: 'through-worker' });
  const later = out
    .learned('2027-06-08', reached)
    .learned('2027-06-09', reversed)
    .learned('2027-06-10', leaves('2027-06-10', { from: 'court', notice: 'no-notice' }));
  expect(later.standing('2027-06-10')).toContain('G24 R');
});
