import { date } from '@ttg/calendar';
import { ours, stated, type DatedLimit } from './dated-limit';

const nhsLetter = date('2024-09-01');

/** G15 and G16, and what a prison should hand over (B.1, B.2). */
export const healthLimits = {
  'gp.window': [
    stated(
      28,
      'days',
      'S69, S71',
      'A practice can register her up to four weeks before release (GMS contract 13.5B; NICE NG57).',
    ),
  ],
  'gp.urgent': [ours(7, 'days', 'G15', 'A week before release and no GP: act today.')],

  'medicines.alert': [
    ours(10, 'days', 'S62', 'Ten days before release: not reviewed, or supply or first contact not set.'),
  ],
  'medicines.gapUrgent': [ours(7, 'days', 'S62', 'The days without medicine begin within a week: act today.')],
  'medicines.uncollected': [
    ours(1, 'days', 'G16', 'Prescription waiting: due the day before what she holds runs out.'),
  ],
  'medicines.prescription': [
    stated(7, 'days', 'S62', 'NICE NG57: at least seven days of medicines, or a prescription, on release.', {
      until: nhsLetter,
    }),
    stated(28, 'days', 'S63', 'NHS England, September 2024: 28 days of medicines on discharge.', { from: nhsLetter }),
  ],
  'medicines.onTransfer': [stated(7, 'days', 'S62', 'NICE NG57: seven days of medicines on a move between prisons.')],
  'medicines.opioidSubstitution': [
    stated(14, 'days', 'S63', 'Opioid substitution by FP10MDA: up to 14 days.', { from: nhsLetter }),
  ],
} as const satisfies Readonly<Record<string, readonly DatedLimit[]>>;
