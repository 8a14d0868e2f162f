import { date } from '@ttg/calendar';
import { known, ours, stated, type DatedLimit } from './dated-limit';

/** G8 to G10, G22 to G24, screening (D.1, D.2) and the nights of A.10. */
export const custodyLimits = {
  'releaseDate.nearer': [
    ours(3, 'days', 'S25', 'Three days nearer or more is an alert; fewer, a line to be aware of.'),
  ],
  'releaseDate.near': [ours(14, 'days', 'G8', 'Any date brought nearer within two weeks of release is an alert.')],
  'fridayRelease.near': [ours(14, 'days', 'S59', 'Release on the eve of days without services, within two weeks.')],
  'releaseDay.nights': [
    stated(
      28,
      'nights',
      'S59, S60',
      'Friday release framework: at least 28 days in custody since sentence, time after recall included.',
      {
        from: date('2023-11-30'),
      },
    ),
  ],

  'transfer.acceptance': [ours(2, 'working-days', 'G22', 'The new prison accepts her tasks within two working days.')],

  'remand.prepared': [
    ours(
      5,
      'days',
      'S109, S111',
      'On remand she may walk out of court unannounced: prepared by day 5, the day of reception being day 0.',
    ),
  ],
  'remand.beforeHearing': [ours(2, 'days', 'S109, S111', 'Two days before a court hearing: act today.')],
  'release.contact': [
    ours(24, 'hours', 'G24', 'Left without notice: contact within 24 hours, by her safe route only.'),
  ],

  'screening.immediateNeeds': [known(5, 'days', 'S105', 'Immediate needs are identified in the first five days.')],
  'screening.repeatEarliest': [
    ours(24, 'hours', 'seed 004 pp.1, 24', 'First-night silence is normal: ask again in private, not before 24 hours.'),
  ],
  'screening.repeatLatest': [
    ours(72, 'hours', 'seed 004 pp.1, 24', 'First-night silence is normal: ask again in private, within 72 hours.'),
  ],
  'case.afterRelease': [ours(12, 'weeks', 'architecture', 'A case stays open at least twelve weeks after release.')],
} as const satisfies Readonly<Record<string, readonly DatedLimit[]>>;
