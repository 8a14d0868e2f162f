import { InvalidIdentifier, parseCrn, parseNhsNumber, parsePrisonNumber } from '@ttg/reference';
import { IsOneOf, IsPlainText } from '@ttg/web/http';
import type { IdentifierKind } from '../events';
import type { OpenIdentifier } from '../person/persons';
import { identifierWithdrawalReasons, type WithdrawIdentifier } from './identifiers';

const parsers = {
  'prison-number': parsePrisonNumber,
  crn: parseCrn,
  'nhs-number': parseNhsNumber,
} as const satisfies Readonly<Record<IdentifierKind, (text: string) => string>>;

export class IdentifierRequest {
  /** Which number it is. */
  @IsOneOf(Object.keys(parsers)) kind!: IdentifierKind;
  /** Lower case and spaces are forgiven. */
  @IsPlainText({ max: 50 }) value!: string;
}

export class IdentifierWithdrawalRequest extends IdentifierRequest {
  /** Why it is not hers, or not any more. */
  @IsOneOf(identifierWithdrawalReasons) reason!: WithdrawIdentifier['reason'];
}

/** The identifier in its normal form. @throws InvalidIdentifier naming the field of this request */
export const identifierIn = ({ kind, value }: IdentifierRequest): OpenIdentifier => {
  try {
    return { kind, value: parsers[kind](value) };
  } catch (error) {
    throw error instanceof InvalidIdentifier ? new InvalidIdentifier('value', error.fix) : error;
  }
};
