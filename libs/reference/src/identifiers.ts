import type { Brand } from './brand';
import { InvalidIdentifier } from './invalid-identifier';

/** NOMIS prison number: a letter, four digits, two letters. It can change when records are merged. */
export type PrisonNumber = Brand<'PrisonNumber'>;
/** Delius case reference number: a letter and six digits. A person may have had several. */
export type Crn = Brand<'Crn'>;
/** NHS number, ten digits without spaces. Optional everywhere: nothing waits for it. */
export type NhsNumber = Brand<'NhsNumber'>;
/** Code of a health organisation in the Organisation Data Service. */
export type OdsCode = Brand<'OdsCode'>;

const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');
const normalised = (text: string): string => withoutSpaces(text).toUpperCase();

/** @throws InvalidIdentifier (field `prisonNumber`). Lower case and spaces are forgiven. Source: HMPPS event schemas. */
export const parsePrisonNumber = (text: string): PrisonNumber => {
  const number = normalised(text);
  if (!/^[A-Z]\d{4}[A-Z]{2}$/.test(number)) {
    throw new InvalidIdentifier(
      'prisonNumber',
      'A prison number is a letter, four digits and two letters, such as A1234BC.',
    );
  }
  return number as PrisonNumber;
};

/** @throws InvalidIdentifier (field `crn`). Lower case and spaces are forgiven. Source: HMPPS CAS3 validators. */
export const parseCrn = (text: string): Crn => {
  const crn = normalised(text);
  if (!/^[A-Z]\d{6}$/.test(crn)) {
    throw new InvalidIdentifier('crn', 'A CRN is a letter and six digits, such as X123456.');
  }
  return crn as Crn;
};

/**
 * An NHS number, spaces and hyphens taken out. Ten digits of one kind pass the checksum or are nobody's number, so they
 * are refused: 0000000000 most of all.
 * @throws InvalidIdentifier (field `nhsNumber`). Source: NHS Data Dictionary (S75), modulus 11.
 */
export const parseNhsNumber = (text: string): NhsNumber => {
  const number = withoutSpaces(text).replaceAll('-', '');
  if (!/^\d{10}$/.test(number)) {
    throw new InvalidIdentifier(
      'nhsNumber',
      'An NHS number has ten digits, such as 943 476 5919. Leave it empty if it is not known.',
    );
  }
  if (/^(\d)\1{9}$/.test(number) || !passesModulus11(number)) {
    throw new InvalidIdentifier(
      'nhsNumber',
      'That is not an NHS number: its last digit does not fit the others. Compare it with her record, or leave it empty.',
    );
  }
  return number as NhsNumber;
};

/** As people read it: three digits, three, four. */
export const formatNhsNumber = (number: NhsNumber): string =>
  `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;

/**
 * The form of an ODS code only: whether there is such a practice is a matter for a list, not a pattern.
 * @throws InvalidIdentifier (field `odsCode`). Source: NHS Digital, ODS codes (S76, S77).
 */
export const parseOdsCode = (text: string): OdsCode => {
  const code = normalised(text);
  if (!/^[A-Z0-9]{1,9}$/.test(code)) {
    throw new InvalidIdentifier('odsCode', 'An ODS code has one to nine letters and digits, such as A81001.');
  }
  return code as OdsCode;
};

/** Weights 10 to 2 on the first nine digits; the tenth is 11 less the remainder, where 11 counts as 0 and 10 as invalid. */
const passesModulus11 = (number: string): boolean => {
  const digits = Array.from(number, Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  const check = 11 - (sum % 11);
  return (check === 11 ? 0 : check) === digits[9];
};
