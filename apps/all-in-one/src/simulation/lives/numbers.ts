import { mostWomen } from '../cohort/cohort';

/** Numbers of a woman who does not exist. */
export interface MadeUpNumbers {
  /** It begins with Z. */
  readonly prisonNumber: string;
  /** It begins with Z. */
  readonly crn: string;
  /** Of the range that is kept for tests: it begins with 999. */
  readonly nhsNumber: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const pairs = letters.length ** 2;

/** A prime that divides none of the numbers it is used with: neighbours come to lie far apart, and no two become one. */
const stride = 2_147_483_647n;

const spread = (place: number, among: number): number => Number((BigInt(place) * stride) % BigInt(among));

/**
 * The numbers of the woman at a place of a cohort. No two women share one, of whatever cohorts.
 * @param place from 0
 */
export const numbersOf = (seed: number, place: number): MadeUpNumbers => {
  const overall = seed * mostWomen + place;
  return {
    prisonNumber: prisonNumber(spread(overall, 10_000 * pairs)),
    crn: `Z${String(spread(overall, 1_000_000)).padStart(6, '0')}`,
    nhsNumber: nhsNumber(overall),
  };
};

const prisonNumber = (number: number): string => {
  const last = number % pairs;
  const digits = String(Math.floor(number / pairs)).padStart(4, '0');
  return `Z${digits}${letters.charAt(Math.floor(last / letters.length))}${letters.charAt(last % letters.length)}`;
};

/** Of two neighbours one at least has a check digit (NHS Data Dictionary, modulus 11). */
const nhsNumber = (overall: number): string => {
  const [even, odd] = [overall * 2, overall * 2 + 1].map((place) => `999${String(place).padStart(6, '0')}`);
  return withCheckDigit(even) ?? withCheckDigit(odd) ?? '';
};

const withCheckDigit = (digits = ''): string | undefined => {
  const sum = Array.from(digits, Number).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : `${digits}${check}`;
};
