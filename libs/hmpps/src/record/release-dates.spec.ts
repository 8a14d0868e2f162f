import { date } from '@ttg/calendar';
import { isoDate, type IsoDate } from '@ttg/event-sourcing';
import { UnreadableAnswer } from './fields';
import { type Footing, readFixedTermRecall, readSentenceDates, releaseDateOf } from './release-dates';

const day = (text: string): IsoDate => isoDate(date(text));
const sentenced: Footing = { recalled: false, receivedOn: day('2027-01-11') };
const recalled: Footing = { ...sentenced, recalled: true };
const chosen = (answer: Readonly<Record<string, string>>, footing = sentenced) =>
  releaseDateOf(readSentenceDates(answer), footing);

/** As prison-api answered (example of its own stub, dates moved). */
const sentenceDetail = {
  ...{ sentenceStartDate: '2027-01-11', sentenceExpiryDate: '2028-04-27', conditionalReleaseDate: '2027-09-24' },
  ...{
    nonDtoReleaseDate: '2027-09-24',
    nonDtoReleaseDateType: 'CRD',
    homeDetentionCurfewEligibilityDate: '2027-06-16',
  },
};

describe('the date she is released by', () => {
  it('is the conditional release date of a standard sentence, not the day she may be let out on curfew', () =>
    expect(chosen(sentenceDetail)).toEqual({ type: 'CRD', date: '2027-09-24' }));

  it('is the date that staff put in its place', () =>
    expect(chosen({ ...sentenceDetail, conditionalReleaseOverrideDate: '2027-09-20' })).toEqual({
      type: 'CRD',
      date: '2027-09-20',
    }));

  it('is the automatic one where the Prison API says that it holds', () => {
    const both = { ...sentenceDetail, automaticReleaseDate: '2027-10-01' };
    expect(chosen({ ...both, nonDtoReleaseDateType: 'ARD' })).toEqual({ type: 'ARD', date: '2027-10-01' });
    expect(chosen(both)).toMatchObject({ type: 'CRD' });
  });

  it('is parole before curfew, and curfew before the rest', () => {
    const curfew = { ...sentenceDetail, homeDetentionCurfewActualDate: '2027-06-20' };
    expect(chosen(curfew)).toEqual({ type: 'HDCAD', date: '2027-06-20' });
    expect(chosen({ ...curfew, actualParoleDate: '2027-06-10' })).toEqual({ type: 'APD', date: '2027-06-10' });
  });

  it('is the day that was confirmed', () =>
    expect(chosen({ ...sentenceDetail, confirmedReleaseDate: '2027-09-23' })).toEqual({
      type: 'CRD',
      date: '2027-09-23',
    }));

  it('is of a woman on recall the end of it, and never the date she was released by before', () => {
    const old = {
      conditionalReleaseDate: '2026-11-02',
      nonDtoReleaseDateType: 'CRD',
      confirmedReleaseDate: '2026-11-02',
    };
    expect(chosen(old, recalled)).toBeUndefined();
    expect(chosen({ ...old, postRecallReleaseDate: '2027-08-02' }, recalled)).toEqual({
      type: 'PRRD',
      date: '2027-08-02',
    });
    expect(chosen(old)).toBeUndefined();
  });

  it('is the 56th day of a 56-day recall, the day she returned being the first', () => {
    const fixedTermRecall = readFixedTermRecall({ bookingId: 1, returnToCustodyDate: '2027-01-11', recallLength: 56 });
    const footing = { ...recalled, fixedTermRecall };
    expect(chosen({}, footing)).toEqual({ type: 'FTR56', date: '2027-03-07' });
    expect(chosen({ postRecallReleaseDate: '2027-03-05' }, footing)).toEqual({ type: 'FTR56', date: '2027-03-05' });
    expect(chosen({}, { ...footing, fixedTermRecall: { ...fixedTermRecall, days: 28 } })).toEqual({
      type: 'PRRD',
      date: '2027-02-07',
    });
  });

  it('is the earliest that parole may be, or her tariff, where there is nothing else', () => {
    expect(chosen({ paroleEligibilityDate: '2029-01-01' })).toEqual({ type: 'PED', date: '2029-01-01' });
    expect(chosen({ tariffDate: '2035-01-01' })).toEqual({ type: 'TARIFF', date: '2035-01-01' });
  });

  it('is none of a woman on remand', () => expect(chosen({})).toBeUndefined());

  it('is not guessed from a date that is none', () =>
    expect(() => chosen({ conditionalReleaseDate: '24/09/2027' })).toThrow(UnreadableAnswer));
});
