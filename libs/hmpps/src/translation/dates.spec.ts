import { day, doing, record, stay } from '../testing/known';
import { datesNow } from './dates';
import { nothing, waits } from './outcome';

const on = day('2027-03-24');
const conditional = { conditional: day('2027-09-24'), holds: 'CRD' };
const set = { date: day('2027-09-24'), type: 'CRD', source: 'hmpps-event' } as const;

describe('the dates of a woman in custody', () => {
  it('are set, and changed', () => {
    expect(datesNow(stay, { record, dates: conditional }, on)).toEqual(
      doing({ do: 'set-date', caseId: 'case', change: { ...set, reason: 'first-calculation' } }),
    );
    const before = { ...stay, releaseDate: { ...set, date: day('2027-10-01') } };
    expect(datesNow(before, { record, dates: conditional }, on)).toEqual(
      doing({ do: 'set-date', caseId: 'case', change: { ...set, reason: 'recalculated' } }),
    );
  });

  it('are left alone where they are the same, whoever said so first', () =>
    expect(datesNow({ ...stay, releaseDate: { ...set, source: 'staff' } }, { record, dates: conditional }, on)).toEqual(
      nothing('known-already'),
    ));

  it('are withdrawn where HMPPS has none any more, and not where a person recorded them', () => {
    expect(datesNow({ ...stay, releaseDate: set }, { record, dates: {} }, on)).toMatchObject({
      steps: [{ do: 'withdraw-date' }],
    });
    const hearing = { ...stay, releaseDate: { ...set, type: 'court-hearing' as const, source: 'staff' as const } };
    expect(datesNow(hearing, { record, dates: {} }, on)).toEqual(nothing('known-already'));
  });

  it('stay where HMPPS does not know the booking, or does not let us see it', () => {
    expect(datesNow({ ...stay, releaseDate: set }, { record, dates: undefined }, on)).toEqual(waits('no-such-booking'));
    expect(datesNow(stay, { record, dates: undefined }, on)).toEqual(nothing('known-already'));
  });

  it('are over when she has left', () =>
    expect(datesNow({ ...stay, status: 'released' }, { record, dates: conditional }, on)).toEqual(
      nothing('not-inside'),
    ));
});

describe('the standing of a woman in custody', () => {
  const standing = (changed: object, before = stay) =>
    datesNow(before, { record: { ...record, ...changed }, dates: {} }, on);

  it('becomes a sentence, with the day it was passed', () => {
    const sentence = { legalStatus: 'sentenced', sentenceStartDate: day('2027-03-22') };
    expect(standing(sentence)).toEqual(
      doing({ do: 'sentence', caseId: 'case', sentence: { on: '2027-03-22', sentenceType: 'determinate' } }),
    );
    expect(standing({ ...sentence, indeterminate: true })).toMatchObject({
      steps: [{ sentence: { sentenceType: 'indeterminate' } }],
    });
    expect(standing({ legalStatus: 'sentenced' })).toEqual(nothing('known-already'));
  });

  it('changes without one, not before she was received', () => {
    expect(standing({ legalStatus: 'recalled' })).toEqual(
      doing({ do: 'change-status', caseId: 'case', change: { legalStatus: 'recalled', on: '2027-03-24' } }),
    );
    const late = { ...stay, receivedOn: day('2027-03-26') };
    expect(standing({ legalStatus: 'immigration' }, late)).toMatchObject({ steps: [{ change: { on: '2027-03-26' } }] });
  });

  it('stays a recall, whatever the first sentence, and stays what it is where HMPPS does not say', () => {
    const recalled = { ...stay, legalStatus: 'recalled' as const };
    expect(standing({ legalStatus: 'sentenced', sentenceStartDate: day('2025-01-01') }, recalled)).toEqual(
      nothing('known-already'),
    );
    expect(standing({ legalStatus: undefined })).toEqual(nothing('known-already'));
  });

  it('on a 56-day recall brings its last day, and is a recall whatever else she is held for', () => {
    const fixedTermRecall = { returnedOn: day('2027-03-01'), days: 56 };
    expect(datesNow(stay, { record, dates: conditional, fixedTermRecall }, on)).toMatchObject({
      steps: [
        { do: 'set-date', change: { date: '2027-04-25', type: 'FTR56' } },
        { do: 'change-status', change: { legalStatus: 'recalled' } },
      ],
    });
  });

  it('is not the recall of a stay before this one', () => {
    const fixedTermRecall = { returnedOn: day('2026-03-01'), days: 56 };
    expect(datesNow(stay, { record, dates: {}, fixedTermRecall }, on)).toEqual(nothing('known-already'));
  });
});
