import { InvalidCommand, type IsoDate } from '@ttg/event-sourcing';
import { IsCalendarDate, IsOneOf, IsPart, IsPlainText } from '@ttg/web/http';
import { IsOptional } from 'class-validator';
import { CommunicationRequest, IsEthnicity, NamesRequest } from '../registration/requests';
import { askers, type CorrectDetails, type Correction } from './correction';

/** The new value stands under the name of what is corrected. */
export class CorrectionRequest {
  /** What was wrong. */
  @IsOneOf(['names', 'date-of-birth', 'ethnicity', 'communication']) field!: Correction['field'];
  /** All her names as they are, with `names`. */
  @IsOptional() @IsPart(() => NamesRequest) names?: NamesRequest;
  /** The day she was born, with `date-of-birth`. */
  @IsOptional() @IsCalendarDate() dateOfBirth?: IsoDate;
  /** Her own answer, as the published code, with `ethnicity`. `NS`: she chose not to say. */
  @IsOptional() @IsEthnicity() ethnicity?: string;
  /** All that she needs, with `communication`. */
  @IsOptional() @IsPart(() => CommunicationRequest) communication?: CommunicationRequest;
  /** Who asked for it. */
  @IsOneOf(askers) askedBy!: CorrectDetails['askedBy'];
  /** Why it was wrong, in words. */
  @IsPlainText({ max: 2000 }) why!: string;
}

export class NewValueMissing extends InvalidCommand {
  readonly code = 'new-value-missing';

  constructor(readonly field: string) {
    super(`Give the new value in \`${field}\`, and no other value.`);
  }
}

/** @throws NewValueMissing where the value of that field is missing, or another one is there too. */
export const correctionIn = ({
  field,
  names,
  dateOfBirth,
  ethnicity,
  communication,
}: CorrectionRequest): Correction => {
  const values = { names, 'date-of-birth': dateOfBirth, ethnicity, communication };
  const given = Object.values(values).filter((value) => value !== undefined);
  const now = values[field];
  if (now === undefined || given.length > 1)
    throw new NewValueMissing(field === 'date-of-birth' ? 'dateOfBirth' : field);
  return { field, now } as Correction;
};
