import { IsCalendarDate, IsId, IsListOf, IsOneOf, IsPlainText, IsWholeNumber } from '@ttg/web/http';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsOptional } from 'class-validator';
import type { HandoverReceiver, MedicineKind, NextDoseGiver, PrescriberKind, PrescriptionForm } from '../events';
import { sinceRecords } from '../since';

const kinds = [
  'regular',
  'controlled',
  'opioid-substitution',
  'depot',
  'long-acting-opioid-substitution',
  'hospital-only',
  'as-needed',
] as const;
const givers = ['gp', 'pharmacy', 'drug-service', 'mental-health-team', 'hospital', 'other'] as const;
const forms = ['EPS', 'FP10', 'FP10MDA'] as const;

/** Nobody leaves with more: a year is a slip of the hand. */
const mostDays = 90;
const mostItems = 50;

export class HealthDayRequest {
  /** The day it happened. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceRecords) readonly on?: string;
}

/** By kind and days only: names and doses come by import, nobody types them. */
export class ReviewedMedicineRequest {
  /** One of an earlier review, looked at again. */
  @IsOptional() @IsId() readonly itemId?: string;
  /** What kind it is: it says how it is carried over. */
  @IsOneOf(kinds) readonly kind!: MedicineKind;
  /** Days in her hand on release: for regular and controlled medicines. */
  @IsOptional() @IsWholeNumber(0, mostDays) readonly inHandDays?: number;
  /** The day of the next dose, for those that are not counted in days. */
  @IsOptional() @IsCalendarDate(sinceRecords) readonly nextDoseOn?: string;
  /** Who gives that dose. */
  @IsOptional() @IsOneOf(givers) readonly nextDoseGiver?: NextDoseGiver;
}

export class ReviewRequest extends HealthDayRequest {
  /** Every medicine she takes. */
  @ArrayMinSize(1)
  @ArrayMaxSize(mostItems)
  @IsListOf(() => ReviewedMedicineRequest)
  readonly items!: ReviewedMedicineRequest[];
  /** Is that day's dose given inside? Then day 1 of what she holds is the day after. */
  @IsBoolean() readonly doseGivenOnDayOfRelease!: boolean;
}

export class HandoverPlanRequest extends HealthDayRequest {
  /** Days of medicine she is to leave with. */
  @IsWholeNumber(0, mostDays) readonly inHandDays!: number;
  /** Days of the prescription to be issued at release; 0 for none. */
  @IsWholeNumber(0, mostDays) readonly prescriptionDays!: number;
  /** The form of the prescription. */
  @IsOptional() @IsOneOf(forms) readonly form?: PrescriptionForm;
  /** Where it is to be collected. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly pharmacy?: string;
}

export class SupplyRequest {
  /** The medicine, by its id in the review. */
  @IsId() readonly itemId!: string;
  /** Days of it that she was given. */
  @IsWholeNumber(0, mostDays) readonly inHandDays!: number;
}

export class SuppliesRequest extends HealthDayRequest {
  /** What she was given. */
  @ArrayMinSize(1)
  @ArrayMaxSize(mostItems)
  @IsListOf(() => SupplyRequest)
  readonly supplies!: SupplyRequest[];
  /** Is that day's dose given inside? Then day 1 of what she holds is the day after. */
  @IsBoolean() readonly doseGivenOnDayOfRelease!: boolean;
}

export class PrescriptionRequest extends HealthDayRequest {
  /** Days that it covers. */
  @IsWholeNumber(1, mostDays) readonly days!: number;
  /** The form of the prescription. */
  @IsOneOf(forms) readonly form!: PrescriptionForm;
  /** The medicines it covers; all that are counted in days, if not given. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostItems)
  @IsId({ each: true })
  readonly itemIds?: string[];
}

export class PrescriptionCancellationRequest extends HealthDayRequest {
  /** Why it is not to be used. */
  @IsOneOf(['returned-to-custody', 'issued-in-error', 'changed', 'not-needed', 'other']) readonly reason!: string;
}

export class PrescriberContactRequest {
  /** The day of the contact, most often to come. */
  @IsCalendarDate(sinceRecords) readonly on!: string;
  /** With whom. */
  @IsOneOf(['gp', 'drug-service', 'mental-health', 'other']) readonly kind!: PrescriberKind;
}

export class CompletionRequest extends HealthDayRequest {
  /** Who took it over. */
  @IsOneOf(['her', 'gp', 'pharmacy', 'drug-service', 'other']) readonly receivedBy!: HandoverReceiver;
}
