import { chosen, published } from './rate';

/** Who the women are, and what they need. */
export const whoSheIsRates = {
  nowhereToLive: published(
    0.62,
    'law-and-practice G, S116',
    'Nowhere to live: 62 % of the list of part G; about 65 % of sentenced women at Bronzefield in 2022 had no accommodation that would last twelve weeks.',
  ),
  unsafeHome: chosen(0.06, 'A home she could go back to, and it is not safe: few say so, though 57 % report abuse.'),
  domesticAbuse: published(0.57, 'seed 004 p.1', '57 % report having been victims of domestic violence as adults.'),
  toldOnFirstNight: chosen(
    0.3,
    'Abuse told at the first screening: non-disclosure on the first night is normal (D.1, seed 004 pp.1, 24).',
  ),
  toldInPrivate: chosen(0.6, 'Abuse told when she is asked again, alone.'),
  children: published(0.58, 'seed 004 p.2', '58 % of women in prison had dependent children.'),
  medicines: published(0.8, 'law-and-practice G', '80 % of the list of part G take medicines.'),
  opioidSubstitution: chosen(0.22, 'On opioid substitution: fewer than half of the 49 % who need help with drugs.'),
  drugs: published(0.49, 'seed 004 p.25', '49 % report needing help with a drug problem on entry.'),
  alcohol: published(0.3, 'seed 004 p.25', '30 % say they have a problem with alcohol on arrival.'),
  pregnant: chosen(0.04, 'Pregnant on reception.'),
  noGp: chosen(0.6, 'No practice outside to go back to.'),
  foreignNational: published(
    0.12,
    'seed 004 pp.29-30',
    'Foreign national women are over 12 % of all women received each year.',
  ),
  interpreter: chosen(0.35, 'A foreign national woman who needs an interpreter.'),
  careExperience: chosen(0.31, 'Has been in care.'),
  noId: chosen(0.5, 'Holds no proof of identity.'),
  noBankAccount: chosen(0.4, 'Has no bank account (S117: too many barriers).'),
  minorityEthnic: published(
    0.25,
    'seed 004 p.21',
    'Black, Asian and minority ethnic women were 25 % of those sentenced to immediate custody in London in 2017.',
  ),
  unanswered: chosen(0.08, 'A question that is not asked, or that she chooses not to answer.'),
} as const;
