import { date, type Confidence, type PlainDate, type Source } from '@ttg/calendar';

/** A change of law or practice that divides cases by date. Without a day it has been passed but not begun. */
export interface LegalChange {
  readonly on?: PlainDate;
  readonly source: Source;
}

const change = (
  on: string | undefined,
  ref: string,
  words: string,
  confidence: Confidence = 'verified',
): LegalChange => ({
  on: on === undefined ? undefined : date(on),
  source: { ref, words, confidence },
});

/** The days on which the law of release, recall and homelessness changed (law-and-practice 0, C.1). */
export const legalChanges = {
  'duty-to-refer-begins': change('2018-10-01', 'S16', 'Duty to refer in force (SI 2018/223).'),
  'domestic-abuse-priority-need': change(
    '2021-07-05',
    'S32',
    'Homeless through domestic abuse: priority need without a vulnerability test.',
  ),
  'friday-release-scheme': change('2023-11-30', 'S59', 'Friday release policy framework live.'),
  'fixed-term-recall-mandatory-under-12-months': change('2024-04-02', 'S90', 'SI 2024/408.'),
  'fixed-term-recall-48-months': change('2025-09-02', 'S91, S26', 'Fixed-term recall for sentences under 48 months.'),
  'fixed-term-recall-56': change(
    '2026-03-31',
    'S3, S4, S5',
    'Adults on standard determinate sentences: 56-day fixed-term recall or standard recall; 14 and 28 days only for women sentenced as children.',
  ),
  'section-8-notice': change('2026-05-01', 'S17', "s.175(5) refers to a section 8 notice (Renters' Rights Act 2025)."),
  'post-sentence-supervision-ends': change(
    '2026-05-11',
    'S1, S2, S30',
    'Post-sentence supervision ends; failures that began before survive.',
  ),
  'care-leaver-not-intentional': change(
    undefined,
    'S36',
    "Children's Wellbeing and Schools Act 2026 s.9: passed, not in force when last seen.",
  ),
  'wales-threatened-six-months': change(
    undefined,
    'S11',
    'asc 3 of 2026 s.1: threatened with homelessness within six months; commencement not seen.',
  ),
} as const satisfies Readonly<Record<string, LegalChange>>;

export type LegalChangeKey = keyof typeof legalChanges;

/** A tranche of the progression model: from that day, sentences up to so many days are released earlier. */
export interface ProgressionTranche {
  readonly from: PlainDate;
  /** Longest sentence taken in, in days; the last tranche has no limit. */
  readonly sentenceUpToDays?: number;
  readonly source: Source;
}

const progression: Source = {
  ref: 'S25, S7',
  words:
    'HMPPS calculation configuration of 14 August 2026: scheduled, and moved once already. Sentencing Act 2026 s.23.',
  confidence: 'verified',
};

/** When release dates move in bulk. A date in a case comes from HMPPS, never from this table: it says when to expect them. */
export const progressionTranches: readonly ProgressionTranche[] = [
  { from: date('2026-10-01'), sentenceUpToDays: 574, source: progression },
  { from: date('2026-10-13'), sentenceUpToDays: 882, source: progression },
  { from: date('2026-11-10'), sentenceUpToDays: 1162, source: progression },
  { from: date('2026-12-08'), sentenceUpToDays: 1561, source: progression },
  { from: date('2027-01-12'), sentenceUpToDays: 2121, source: progression },
  { from: date('2027-02-09'), sentenceUpToDays: 2758, source: progression },
  { from: date('2027-03-09'), sentenceUpToDays: 3283, source: progression },
  { from: date('2027-04-13'), sentenceUpToDays: 3654, source: progression },
  { from: date('2027-05-11'), sentenceUpToDays: 4396, source: progression },
  { from: date('2027-06-08'), source: progression },
];
