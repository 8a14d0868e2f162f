import type { IsoDate } from '@ttg/event-sourcing';
import type { OpenCase } from '../known/her';
import { later } from '../known/open-case';
import type { PrisonerRecord } from '../record/prisoner-record';
import { type FixedTermRecall, lastDayOf, releaseDateOf, type SentenceDates } from '../record/release-dates';
import { nothing, type Outcome, type Step, toDo, waits } from './outcome';

/** What HMPPS has of her sentence at this moment: it was fetched, so it cannot be out of order. */
export interface FetchedDates {
  readonly record: PrisonerRecord;
  /** Absent where the Prison API shows nothing under her booking. */
  readonly dates: SentenceDates | undefined;
  readonly fixedTermRecall?: FixedTermRecall;
}

/** Her release date and her standing, as HMPPS has them now. @param on the day it became so */
export const datesNow = (stay: OpenCase, { record, dates, fixedTermRecall }: FetchedDates, on: IsoDate): Outcome => {
  if (stay.status !== 'in-custody') return nothing('not-inside');
  // Prisoner Search names the booking: the Prison API is behind, or our client may not see it. That takes no date back.
  if (dates === undefined && stay.releaseDate?.source === 'hmpps-event') return waits('no-such-booking');
  const { receivedOn } = stay;
  // A booking keeps the recall of an earlier stay.
  const recall = fixedTermRecall && lastDayOf(fixedTermRecall) >= receivedOn ? fixedTermRecall : undefined;
  const legalStatus = recall ? 'recalled' : record.legalStatus;
  const footing = { recalled: legalStatus === 'recalled', receivedOn, fixedTermRecall: recall };
  const now = releaseDateOf(dates ?? {}, footing);
  const steps = [...dateSteps(stay, now), ...statusSteps(stay, { ...record, legalStatus }, on)];
  return steps.length === 0 ? nothing('known-already') : toDo(...steps);
};

const dateSteps = (
  { caseId, releaseDate: before }: OpenCase,
  now: ReturnType<typeof releaseDateOf>,
): readonly Step[] => {
  if (now) {
    if (before?.date === now.date && before.type === now.type) return [];
    const reason = before ? ('recalculated' as const) : ('first-calculation' as const);
    return [{ do: 'set-date', caseId, change: { ...now, source: 'hmpps-event', reason } }];
  }
  // What a person recorded, a day in court for instance, HMPPS cannot know to be wrong.
  if (before?.source !== 'hmpps-event') return [];
  return [{ do: 'withdraw-date', caseId, withdrawal: { source: 'hmpps-event', reason: 'recalculated' } }];
};

const statusSteps = (stay: OpenCase, record: PrisonerRecord, on: IsoDate): readonly Step[] => {
  const { legalStatus } = record;
  if (legalStatus === undefined || legalStatus === stay.legalStatus) return [];
  const { caseId } = stay;
  if (legalStatus !== 'sentenced')
    return [{ do: 'change-status', caseId, change: { legalStatus, on: later(on, stay.receivedOn) } }];
  // A woman on recall stays so until she is released again, whatever the first sentence.
  if (stay.legalStatus === 'recalled' || record.sentenceStartDate === undefined) return [];
  const sentenceType = record.indeterminate ? ('indeterminate' as const) : ('determinate' as const);
  return [{ do: 'sentence', caseId, sentence: { on: record.sentenceStartDate, sentenceType } }];
};
