import type { IsoDate } from '@ttg/event-sourcing';
import { ethnicities } from '@ttg/reference';
import { IsCalendarDate, IsCrn, IsNhsNumber, IsOneOf, IsPart, IsPlainText, IsPrisonNumber } from '@ttg/web/http';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import type { CommunicationNeeds } from '../events';

const longestName = 200;

export class NamesRequest {
  /** Her first name. */
  @IsPlainText({ max: longestName }) first!: string;
  /** Her middle names. */
  @IsOptional() @IsPlainText({ max: longestName }) middle?: string;
  /** Her family name. */
  @IsPlainText({ max: longestName }) last!: string;
  /** What she is called, where that differs. */
  @IsOptional() @IsPlainText({ max: longestName }) known?: string;
}

export class CommunicationRequest {
  /** ISO 639 code of the language she would choose. */
  @IsOptional()
  @Matches(/^[a-z]{2,3}$/, {
    message: 'language must be an ISO 639 code.',
    context: { fix: 'Write two or three small letters, such as pl for Polish.' },
  })
  language?: string;

  /** Does she need an interpreter? If it is left out, she was not asked. */
  @IsOptional()
  @IsOneOf(['needed', 'not-needed', 'not-known', 'not-asked', 'chose-not-to-say'])
  interpreter?: CommunicationNeeds['interpreter'];
  /** Easy read, large print, someone to read it with her: in plain words. */
  @IsOptional() @IsPlainText({ max: 2000 }) needs?: string;
}

/** A code of the published list; `NS`: she chose not to say. */
export const IsEthnicity = (): PropertyDecorator => IsOneOf(ethnicities.map(({ code }) => code));

export class RegisterRequest {
  /** Her prison number or her CRN is needed. */
  @IsOptional() @IsPrisonNumber() prisonNumber?: string;
  /** Her number in probation. Lower case and spaces are forgiven. */
  @IsOptional() @IsCrn() crn?: string;
  /** Ten digits that pass the check; spaces are forgiven. */
  @IsOptional() @IsNhsNumber() nhsNumber?: string;
  /** What she is called. */
  @IsPart(() => NamesRequest) names!: NamesRequest;
  /** The day she was born; left out where it is not known. */
  @IsOptional() @IsCalendarDate() dateOfBirth?: IsoDate;
  /** Her own answer, as the published code. `NS`: she chose not to say; left out, she was not asked. */
  @IsOptional() @IsEthnicity() ethnicity?: string;
  /** What she needs to understand and be understood. */
  @IsOptional() @IsPart(() => CommunicationRequest) communication?: CommunicationRequest;
  /** True for a woman who does not exist: demo and simulation. */
  @IsOptional() @IsBoolean() synthetic?: boolean;
}
