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
  /** Where does she mean to live? */
  @IsOptional()
  @IsOneOfOrUnanswered(['return-to-previous-address', 'move-to-new-address', 'nowhere'])
  onRelease?: HomeOnRelease;

  /** Is it safe to plan for the address she named? Yes counts only where she was asked alone. */
  @IsOptional() @IsAnswer() safe?: Answer;

  /** On what terms did she live where she lived? */
  @IsOptional()
  @IsOneOfOrUnanswered(['owner', 'private-rent', 'social-rent', 'supported-housing', 'with-family-or-friends', 'none'])
  tenure?: Tenure;

  /** How does her tenancy stand? */
  @IsOptional()
  @IsOneOfOrUnanswered(['kept', 'at-risk', 'ended', 'none'])
  tenancy?: ScreeningFindings['tenancy'];

  /** What pays the rent while she is inside? */
  @IsOptional()
  @IsOneOfOrUnanswered(['uc-housing', 'housing-benefit', 'self', 'other'])
  rentPaidBy?: RentPaidBy;
}

export class HousingBeforeRequest {
  /** The published list of "Prepare someone for release": where did she live before custody? */
  @IsOneOf(livedBefore.codes) livedBefore!: string;
  /** The address, where she gave it. */
  @IsOptional() @IsPlainText({ max: 2000 }) address?: string;
  /** Who else lives there, in her words. */
  @IsOptional() @IsPlainText({ max: 2000 }) whoElseLivesThere?: string;
  /** Where she has ties: years lived, work, close family. */
  @IsOptional() @IsPlainText({ max: 2000 }) localConnection?: string;
}

export class HealthRequest {
  /** Does she take medicines regularly? */
  @IsOptional() @IsAnswer() medicines?: Answer;
  /** Is she prescribed methadone or buprenorphine? */
  @IsOptional() @IsAnswer() opioidSubstitution?: Answer;
  /** Does she need help with alcohol? */
  @IsOptional() @IsAnswer() alcohol?: Answer;
  /** Is she pregnant? */
  @IsOptional() @IsAnswer() pregnant?: Answer;
  /** Did she give birth in the last twelve months? */
  @IsOptional() @IsAnswer() recentlyDelivered?: Answer;
}

export class SafetyRequest {
  /** Has she suffered domestic abuse? */
  @IsOptional() @IsAnswer() domesticAbuse?: Answer;
  /** Is anybody outside a threat to her? */
  @IsOptional() @IsAnswer() underThreatOutside?: Answer;
}

export class FamilyRequest {
  /** Has she children under 16? */
  @IsOptional() @IsAnswer() childrenUnder16?: Answer;
  /** Who cares for them while she is inside, in her words. */
  @IsOptional() @IsPlainText({ max: 2000 }) whoCaresForThem?: string;
  /** Does an adult depend on her care? */
  @IsOptional() @IsAnswer() caringForAdults?: Answer;
  /** Was she in care as a child? */
  @IsOptional() @IsAnswer() careExperience?: Answer;
  /** Has she recourse to public funds? */
  @IsOptional() @IsAnswer() recourseToPublicFunds?: Answer;
}

export class PracticalRequest {
  /** Has she identification that a bank or a landlord takes? */
  @IsOptional() @IsAnswer() idHeld?: Answer;
  /** Has she a bank account? */
  @IsOptional() @IsAnswer() bankAccount?: Answer;
  /** Has she debts? */
  @IsOptional() @IsAnswer() debts?: Answer;
}

/** Her answers. A question left out counts as not asked: never as no. */
export class ScreeningRequest {
  /** The day she was asked. */
  @IsCalendarDate() screenedOn!: IsoDate;
  /** Was she asked alone, where nobody could overhear? */
  @IsBoolean() inPrivate!: boolean;
  /** Where she will live, and how her tenancy stands. */
  @IsOptional() @IsPart(() => HomeRequest) home?: HomeRequest;
  /** Where she lived before custody. */
  @IsOptional() @IsPart(() => HousingBeforeRequest) housingBefore?: HousingBeforeRequest;
  /** Is she registered with a GP outside? */
  @IsOptional() @IsAnswer() gpOutside?: Answer;
  /** Her health, as far as the release needs it. */
  @IsOptional() @IsPart(() => HealthRequest) health?: HealthRequest;
  /** Whether she is safe outside. */
  @IsOptional() @IsPart(() => SafetyRequest) safety?: SafetyRequest;
  /** Who depends on her. */
  @IsOptional() @IsPart(() => FamilyRequest) family?: FamilyRequest;
  /** What she has in hand for the first days. */
  @IsOptional() @IsPart(() => PracticalRequest) practical?: PracticalRequest;
  /** What she said, in her own words. */
  @IsOptional() @IsPlainText({ max: 200_000 }) herWords?: string;
}
