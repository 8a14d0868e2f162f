import { date } from '@ttg/calendar';
import { chosen, published } from './rate';

/** From this day a fixed-term recall of an adult lasts 56 days; before it, 28 (law-and-practice 0.2). */
export const fixedTermRecalls = { from: date('2026-03-31'), days: 56, before: 28 } as const;

/** How they come, how long they stay, what changes meanwhile, and how they leave. */
export const custodyRates = {
  receivedOnRemand: chosen(
    0.4,
    'Of those received. With stays as below, 26 % of the women inside on any day are on remand (D.4, S109: 26 % on 30 December 2024).',
  ),
  receivedOnRecall: published(
    0.19,
    'seed 004 pp.1, 37',
    '1,651 women were recalled in 2017, when 8,474 were sent to prison.',
  ),
  fixedTermRecall: chosen(0.85, 'Of recalls: for a fixed term, the rest standard.'),
  adjourned: chosen(0.3, 'A hearing that ends with another hearing.'),
  releasedByCourt: published(
    0.66,
    'law-and-practice D.4, S110',
    'Two thirds of remanded women are later found not guilty or given a sentence outside prison.',
  ),
  conditionalRelease: chosen(0.85, 'Of first dates: conditional release, the rest automatic.'),
  curfew: chosen(0.08, 'A first date that becomes an earlier one, on home detention curfew.'),
  movesADay: chosen(0.004, 'A move to another prison, of a sentenced woman, on a day: one in four stays of ten weeks.'),
  dateMovesADay: chosen(0.006, 'A release date that is calculated anew, on a day.'),
  dateNearer: chosen(0.5, 'A date that moves comes nearer; the other half goes further off.'),
  dateWithdrawn: chosen(0.08, 'A date that moves is withdrawn first, and set again days later.'),
  releasedInErrorADay: chosen(
    0.0002,
    'A release that is recorded of the wrong woman and taken back, on a day: in one of seventy stays of ten weeks.',
  ),
  repeatedScreening: chosen(0.85, 'Screening is repeated in private after 24 to 72 hours (D.1).'),
  screenedInPrivate: chosen(0.6, 'The first screening is held where nobody can overhear.'),
  recalledADay: chosen(0.0018, 'Recalled, on a day under supervision: one in seven in twelve weeks (C.5).'),
  newChargeADay: chosen(0.0005, 'Back on a new charge, on a day.'),
} as const;

/** Days, both ends included. */
export const custodyDays = {
  untilHearing: [14, 56],
  untilNextHearing: [14, 35],
  /** Served from sentence to release, of a woman sentenced on reception. Most sentences of women are short (seed 004 p.37). */
  served: [28, 170],
  /** What is left when time on remand is counted. */
  leftAfterRemand: [10, 90],
  /** A sentence is calculated; until then nobody knows the day. */
  untilFirstDate: [1, 9],
  untilDateAgain: [2, 10],
  dateMoves: [3, 21],
  sentencedBeforeRecall: [120, 420],
  standardRecall: [60, 150],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** Where women are received from court (D.3). Bronzefield and Downview weigh more: the demo accounts work there. */
export const courtPrisons = { BZI: 0.52, EWI: 0.09, FHI: 0.08, LNI: 0.06, NHI: 0.07, PFI: 0.08, STI: 0.1 } as const;

/** Where she may be moved once she is sentenced. */
export const movesFrom: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  BZI: { DWI: 0.5, SDI: 0.25, ESI: 0.1, PFI: 0.15 },
  EWI: { SDI: 0.4, DHI: 0.4, ESI: 0.2 },
  FHI: { DHI: 0.7, PFI: 0.3 },
  LNI: { NHI: 0.6, AGI: 0.4 },
  NHI: { AGI: 0.5, LNI: 0.3, STI: 0.2 },
  PFI: { DWI: 0.4, FHI: 0.3, SDI: 0.3 },
  STI: { NHI: 0.4, AGI: 0.3, DHI: 0.3 },
  DWI: { SDI: 0.5, BZI: 0.3, ESI: 0.2 },
  SDI: { DWI: 0.5, ESI: 0.5 },
  DHI: { FHI: 0.6, AGI: 0.4 },
  AGI: { NHI: 1 },
  ESI: { SDI: 1 },
};

/** Where women of that prison come from and go back to: regions of the table of councils. */
export const regionsOf: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  BZI: { London: 0.85, 'South East': 0.15 },
  EWI: { 'South West': 0.9, 'West Midlands': 0.1 },
  FHI: { 'East Midlands': 0.5, 'West Midlands': 0.5 },
  LNI: { 'North East': 1 },
  NHI: { 'Yorkshire and The Humber': 1 },
  PFI: { 'East of England': 0.7, 'East Midlands': 0.3 },
  STI: { 'North West': 1 },
};

/** Of the women who go back to London. The demo accounts of councils are theirs; the other boroughs share the rest. */
export const demoCouncils = { E09000028: 0.25, E09000007: 0.15 } as const;
