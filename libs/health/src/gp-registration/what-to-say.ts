import type { Source } from '@ttg/calendar';
import type { GpRefusal } from '../events';

/** NHS England to practices: what to say when one refuses her (law-and-practice B.2). */
export const nhsEnglandOnRegistering: Source = {
  ref: 'S73',
  words:
    'NHS England: nobody needs proof of address, ID or an NHS number to register with a practice. Not being able to show ' +
    'them is no reason to refuse. A temporary address may be used, or the practice’s own.',
  confidence: 'verified',
};

const beforeRelease: Source = {
  ref: 'S69, S70',
  words:
    'GMS contract 13.5B: a practice may register her up to four weeks before release, with a signed GMS1. She need not attend.',
  confidence: 'verified',
};

const answers: Readonly<Record<GpRefusal, readonly Source[]>> = {
  'no-proof-of-address': [nhsEnglandOnRegistering, beforeRelease],
  'no-id': [nhsEnglandOnRegistering, beforeRelease],
  'no-nhs-number': [nhsEnglandOnRegistering, beforeRelease],
  'list-closed': [
    {
      ref: 'B.2',
      words: 'A practice may refuse while its list is closed. Ask another practice near where she will live.',
      confidence: 'own-knowledge',
    },
  ],
  'out-of-area': [
    {
      ref: 'B.2',
      words: 'A practice may refuse somebody from outside its area. Ask one near where she will live.',
      confidence: 'own-knowledge',
    },
  ],
  other: [nhsEnglandOnRegistering],
};

/** What to answer a practice that refused for that reason, and where it stands. */
export const whatToSay = (reason: GpRefusal): readonly Source[] => answers[reason];
