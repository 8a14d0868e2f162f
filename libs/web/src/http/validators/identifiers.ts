import {
  InvalidIdentifier,
  parseCrn,
  parseNhsNumber,
  parseOdsCode,
  parsePrisonId,
  parsePrisonNumber,
} from '@ttg/reference';
import type { ValidationOptions } from 'class-validator';
import { fieldRule, type Fault } from './field-rule';

type Parse = (text: string) => string;

/** What the parser makes of it; as it came where it makes nothing of it. */
const normalForm =
  (parse: Parse) =>
  (text: string): string => {
    try {
      return parse(text);
    } catch {
      return text;
    }
  };

/** @returns what the parser says of it. */
const refusalOf = (parse: Parse, value: unknown): string | undefined => {
  if (value !== undefined && typeof value !== 'string') return 'Send it as text, in quotation marks.';
  try {
    parse(value ?? '');
    return undefined;
  } catch (error) {
    if (error instanceof InvalidIdentifier) return error.fix;
    throw error;
  }
};

/** A decorator for identifiers that a parser of libs/reference knows. The field then holds the normal form. */
const identifier =
  (name: string, what: string, parse: Parse, example: string) =>
  (options?: ValidationOptions): PropertyDecorator => {
    const faultOf = (value: unknown): Fault | undefined => {
      const fix = refusalOf(parse, value);
      return fix === undefined ? undefined : { rule: `is not ${what}`, fix };
    };
    return fieldRule({ name, faultOf, normalise: normalForm(parse), described: { example } }, options);
  };

/** Lower case and spaces are forgiven: the field then holds `A1234BC`. */
export const IsPrisonNumber = identifier('isPrisonNumber', 'a prison number', parsePrisonNumber, 'A1234BC');

/** Lower case and spaces are forgiven: the field then holds `X123456`. */
export const IsCrn = identifier('isCrn', 'a CRN', parseCrn, 'X123456');

/** Spaces are forgiven: the field then holds ten digits that pass the check. */
export const IsNhsNumber = identifier('isNhsNumber', 'an NHS number', parseNhsNumber, '9434765919');

/** Lower case and spaces are forgiven. The form only. */
export const IsOdsCode = identifier('isOdsCode', 'an ODS code', parseOdsCode, 'A81001');

/** One of the women's prisons; lower case is forgiven. */
export const IsPrisonId = identifier('isPrisonId', "a women's prison", parsePrisonId, 'BZI');

/** The form of a council's code only: which councils there are depends on the day, and is the decider's to know. */
export const IsGssCode = (options?: ValidationOptions): PropertyDecorator =>
  fieldRule(
    {
      name: 'isGssCode',
      faultOf: (value) =>
        typeof value === 'string' && /^[A-Z]\d{8}$/.test(value)
          ? undefined
          : {
              rule: "is not a council's code",
              fix: 'A GSS code is a letter and eight digits, such as E09000028 for Southwark.',
            },
      normalise: (text) => text.trim().toUpperCase(),
      described: { example: 'E09000028' },
    },
    options,
  );
