import { chosen, published } from './rate';

/** GP and medicines. */
export const healthRates = {
  declinesGp: chosen(0.04, 'She does not want a practice.'),
  practiceRefuses: chosen(
    0.3,
    'A practice says no at first. In a mystery shop of 2023, 66 % asked for proof of address (S74); staff quote the NHS wording.',
  ),
  controlled: chosen(0.15, 'One of her medicines is a controlled drug.'),
  depot: chosen(0.05, 'One of them is a depot.'),
  asNeeded: chosen(0.25, 'One is taken as needed.'),
  secondMedicine: chosen(0.55, 'She takes more than one regular medicine.'),
  doseGivenInside: chosen(0.4, 'The dose of the day she leaves is given inside.'),
  prescription: published(0.9, 'S65', 'Most leavers get a prescription of 28 days, by EPS, and keep what they hold.'),
  collectsADay: chosen(0.35, 'She collects it, on a day after release.'),
  attends: chosen(0.7, 'She is seen on the day booked; the others are booked again.'),
} as const;

/** Why a practice says no: 66 % wanted proof of address, 43 % ID (S74). */
export const gpRefusals = {
  'no-proof-of-address': 0.55,
  'no-id': 0.3,
  'list-closed': 0.1,
  'out-of-area': 0.05,
} as const;

/** Days in hand when she leaves: 7 by NICE (S62), less where it is packed late (seed 004 p.33: 72 hours). */
export const inHandDays = [3, 7, 7, 7, 14, 28] as const;
