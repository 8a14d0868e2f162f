import type { IsoDate } from '@ttg/event-sourcing';
import { ethnicities } from '@ttg/reference';
import { IsCalendarDate, IsCrn, IsNhsNumber, IsOneOf, IsPart, IsPlainText, IsPrisonNumber } from '@ttg/web/http';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import type { CommunicationNeeds } from '../events';

const longestName = 200;

export class NamesRequest {
  @IsPlainText({ max: longestName }) first!: string;
  @IsOptional() @IsPlainText({ max: longestName }) middle?: string;
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

  @IsOptional() @IsOneOf(['needed', 'not-needed', 'not-asked']) interpreter?: CommunicationNeeds['interpreter'];
  /** Easy read, large print, someone to read it with her: in plain words. */
  @IsOptional() @IsPlainText({ max: 2000 }) needs?: string;
}

/** A code of the published list; `NS`: she chose not to say. */
export const IsEthnicity = (): PropertyDecorator => IsOneOf(ethnicities.map(({ code }) => code));

export class RegisterRequest {
  /** Her prison number or her CRN is needed. */
  @IsOptional() @IsPrisonNumber() prisonNumber?: string;
  @IsOptional() @IsCrn() crn?: string;
  @IsOptional() @IsNhsNumber() nhsNumber?: string;
  @IsPart(() => NamesRequest) names!: NamesRequest;
  @IsOptional() @IsCalendarDate() dateOfBirth?: IsoDate;
  @IsOptional() @IsEthnicity() ethnicity?: string;
  @IsOptional() @IsPart(() => CommunicationRequest) communication?: CommunicationRequest;
  /** True for a woman who does not exist: demo and simulation. */
  @IsOptional() @IsBoolean() synthetic?: boolean;
}
