import { livedBefore } from '@ttg/reference';
import type { IsoDate } from '@ttg/event-sourcing';
import { IsCalendarDate, IsOneOf, IsPart, IsPlainText } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import type { Answer, HomeOnRelease, RentPaidBy, ScreeningFindings, Tenure } from '../events';

const unanswered = ['not-known', 'not-asked', 'chose-not-to-say'] as const;
const answers = ['yes', 'no', ...unanswered] as const;

/** Yes, no, or why there is neither. */
const IsAnswer = (): PropertyDecorator => IsOneOf(answers);
/** One of these, or why there is none. */
const IsOneOfOrUnanswered = (choices: readonly string[]): PropertyDecorator => IsOneOf([...choices, ...unanswered]);

export class HomeRequest {
  @IsOptional()
  @IsOneOfOrUnanswered(['return-to-previous-address', 'move-to-new-address', 'nowhere'])
  onRelease?: HomeOnRelease;

  /** Is it safe to plan for the address she named? Yes counts only where she was asked alone. */
  @IsOptional() @IsAnswer() safe?: Answer;

  @IsOptional()
  @IsOneOfOrUnanswered(['owner', 'private-rent', 'social-rent', 'supported-housing', 'with-family-or-friends', 'none'])
  tenure?: Tenure;

  @IsOptional()
  @IsOneOfOrUnanswered(['kept', 'at-risk', 'ended', 'none'])
  tenancy?: ScreeningFindings['tenancy'];

  @IsOptional()
  @IsOneOfOrUnanswered(['uc-housing', 'housing-benefit', 'self', 'other'])
  rentPaidBy?: RentPaidBy;
}

export class HousingBeforeRequest {
  /** The published list of "Prepare someone for release": where did she live before custody? */
  @IsOneOf(livedBefore.codes) livedBefore!: string;
  @IsOptional() @IsPlainText({ max: 2000 }) address?: string;
  @IsOptional() @IsPlainText({ max: 2000 }) whoElseLivesThere?: string;
  @IsOptional() @IsPlainText({ max: 2000 }) localConnection?: string;
}

export class HealthRequest {
  @IsOptional() @IsAnswer() medicines?: Answer;
  @IsOptional() @IsAnswer() opioidSubstitution?: Answer;
  @IsOptional() @IsAnswer() alcohol?: Answer;
  @IsOptional() @IsAnswer() pregnant?: Answer;
  @IsOptional() @IsAnswer() recentlyDelivered?: Answer;
}

export class SafetyRequest {
  /** Has she suffered domestic abuse? */
  @IsOptional() @IsAnswer() domesticAbuse?: Answer;
  @IsOptional() @IsAnswer() underThreatOutside?: Answer;
}

export class FamilyRequest {
  @IsOptional() @IsAnswer() childrenUnder16?: Answer;
  @IsOptional() @IsPlainText({ max: 2000 }) whoCaresForThem?: string;
  @IsOptional() @IsAnswer() caringForAdults?: Answer;
  @IsOptional() @IsAnswer() careExperience?: Answer;
  @IsOptional() @IsAnswer() recourseToPublicFunds?: Answer;
}

export class PracticalRequest {
  @IsOptional() @IsAnswer() idHeld?: Answer;
  @IsOptional() @IsAnswer() bankAccount?: Answer;
  @IsOptional() @IsAnswer() debts?: Answer;
}

/** Her answers. A question left out counts as not asked: never as no. */
export class ScreeningRequest {
  @IsCalendarDate() screenedOn!: IsoDate;
  /** Was she asked alone, where nobody could overhear? */
  @IsBoolean() inPrivate!: boolean;
  @IsOptional() @IsPart(() => HomeRequest) home?: HomeRequest;
  @IsOptional() @IsPart(() => HousingBeforeRequest) housingBefore?: HousingBeforeRequest;
  /** Is she registered with a GP outside? */
  @IsOptional() @IsAnswer() gpOutside?: Answer;
  @IsOptional() @IsPart(() => HealthRequest) health?: HealthRequest;
  @IsOptional() @IsPart(() => SafetyRequest) safety?: SafetyRequest;
  @IsOptional() @IsPart(() => FamilyRequest) family?: FamilyRequest;
  @IsOptional() @IsPart(() => PracticalRequest) practical?: PracticalRequest;
  /** What she said, in her own words. */
  @IsOptional() @IsPlainText({ max: 200_000 }) herWords?: string;
}
