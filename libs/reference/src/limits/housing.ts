import { date } from '@ttg/calendar';
import { known, ours, stated, type DatedLimit } from './dated-limit';

/** G1 to G5 and G7, the council's clocks (A.2, A.4), CAS3 (A.9) and what pays the rent (A.7). */
export const housingLimits = {
  'accommodation.nights': [
    stated(84, 'nights', 'S55, S51', 'CAS3 lasts up to 84 nights: the nights from release that must be covered.'),
  ],
  'accommodation.board': [
    stated(84, 'days', 'S29, S30', 'Twelve weeks before: accommodation support and CAS3 can be asked for.'),
  ],
  'accommodation.alert': [
    stated(56, 'days', 'S6', 'Threatened with homelessness: likely to be homeless within 56 days (s.175(4)).'),
  ],
  'accommodation.urgent': [ours(14, 'days', 'G1', 'Two weeks before the first uncovered night: act today.')],

  'dutyToRefer.window': [
    stated(56, 'days', 'S6, S29', 'The duty to refer opens eight weeks before release: homeless within 56 days.'),
  ],
  'dutyToRefer.urgent': [ours(28, 'days', 'G2', 'Four weeks before release and not referred: act today.')],
  'dutyToRefer.askAgain': [ours(14, 'days', 'G3', 'Ask once more after two weeks, then never again unasked.')],
  'dutyToRefer.receipt': [
    ours(
      2,
      'working-days',
      'S20',
      'Guidance: chase the council if no receipt comes. No time is set; ours is two working days.',
    ),
  ],
  'dutyToRefer.receiptUrgent': [ours(5, 'working-days', 'S20', 'No receipt after five working days: act today.')],
  'dutyToRefer.receiptUrgentNearRelease': [
    ours(1, 'working-days', 'S20', 'No receipt after one working day and release within two weeks: act today.'),
  ],
  'dutyToRefer.nearRelease': [ours(14, 'days', 'G4', 'Release within two weeks shortens the wait for a receipt.')],
  'dutyToRefer.firstContact': [
    ours(
      5,
      'working-days',
      'S23, S24',
      'The council should try to reach her. No time is set; ours is five working days after receipt.',
    ),
  ],
  'dutyToRefer.failedContacts': [
    ours(
      2,
      'attempts',
      'S23, S24',
      '"If you don\'t answer, they don\'t call you again": two failed attempts, act today.',
    ),
  ],
  'dutyToRefer.reconfirm': [
    stated(
      26,
      'weeks',
      'S29',
      'HMPPS treats a referral as stale after 26 weeks. Practice, not law: it does not lapse.',
    ),
  ],
  'dutyToRefer.reconfirmDateMoved': [
    ours(28, 'days', 'G7', 'Release has moved by more than four weeks since the referral was sent.'),
  ],

  'council.review': [
    stated(
      21,
      'days',
      's.202(3)',
      'A review may be asked for within 21 days beginning with the day she is notified: the last day is the day of notification + 20.',
    ),
  ],
  'council.relief': [
    stated(56, 'days', 's.189B', 'Relief: reasonable steps for 56 days from the day the council is satisfied.'),
  ],
  'council.prevention': [known(56, 'days', 's.195', 'Prevention: the council may end the duty after 56 days.')],

  'cas3.stay': [stated(84, 'nights', 'S55, S51', 'CAS3: up to 84 nights.')],
  'cas3.requiredFrom': [stated(3, 'months', 'S30', 'CAS3 must be required from a day within three months.')],
  'accommodationSupport.window': [
    stated(12, 'weeks', 'S29', 'A CRS accommodation referral opens twelve weeks before release.'),
  ],

  'rent.housingBenefitOnRemand': [
    stated(52, 'weeks', 'S42', 'Housing Benefit on remand: up to 52 weeks if likely home within a year.'),
  ],
  'rent.housingBenefitSentenced': [
    stated(13, 'weeks', 'S42', 'Housing Benefit when sentenced: up to 13 weeks, time on remand included.'),
  ],
  'rent.universalCredit': [
    stated(
      6,
      'months',
      'S44, S45',
      'Universal Credit housing element: at most six months, if the term was not expected to be longer. Challenge a refusal (S46).',
    ),
  ],

  'recall.fixedTerm': [
    stated(
      56,
      'days',
      'S4, S25',
      'Fixed-term recall of 56 days beginning with the day of return: she leaves on return + 55.',
      {
        from: date('2026-03-31'),
      },
    ),
  ],
} as const satisfies Readonly<Record<string, readonly DatedLimit[]>>;
