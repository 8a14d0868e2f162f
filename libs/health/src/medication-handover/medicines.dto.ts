import { IsCalendarDate, IsId, IsListOf, IsOneOf, IsPlainText } from '@ttg/web/http';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
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
  @IsOneOf(kinds) readonly kind!: MedicineKind;
  /** Days in her hand on release: for regular and controlled medicines. */
  @IsOptional() @IsInt() @Min(0) @Max(mostDays) readonly inHandDays?: number;
  /** For the others. */
  @IsOptional() @IsCalendarDate(sinceRecords) readonly nextDoseOn?: string;
  @IsOptional() @IsOneOf(givers) readonly nextDoseGiver?: NextDoseGiver;
}

export class ReviewRequest extends HealthDayRequest {
  @ArrayMinSize(1)
  @ArrayMaxSize(mostItems)
  @IsListOf(() => ReviewedMedicineRequest)
  readonly items!: ReviewedMedicineRequest[];
  /** Is that day's dose given inside? Then day 1 of what she holds is the day after. */
  @IsBoolean() readonly doseGivenOnDayOfRelease!: boolean;
}

export class HandoverPlanRequest extends HealthDayRequest {
  @IsInt() @Min(0) @Max(mostDays) readonly inHandDays!: number;
  /** Days of the prescription to be issued at release; 0 for none. */
  @IsInt() @Min(0) @Max(mostDays) readonly prescriptionDays!: number;
  @IsOptional() @IsOneOf(forms) readonly form?: PrescriptionForm;
  @IsOptional() @IsPlainText({ max: 500 }) readonly pharmacy?: string;
}

export class SupplyRequest {
  @IsId() readonly itemId!: string;
  @IsInt() @Min(0) @Max(mostDays) readonly inHandDays!: number;
}

export class SuppliesRequest extends HealthDayRequest {
  @ArrayMinSize(1)
  @ArrayMaxSize(mostItems)
  @IsListOf(() => SupplyRequest)
  readonly supplies!: SupplyRequest[];
  @IsBoolean() readonly doseGivenOnDayOfRelease!: boolean;
}

export class PrescriptionRequest extends HealthDayRequest {
  @IsInt() @Min(1) @Max(mostDays) readonly days!: number;
  @IsOneOf(forms) readonly form!: PrescriptionForm;
  /** The medicines it covers; all that are counted in days, if not given. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostItems)
  @IsId({ each: true })
  readonly itemIds?: string[];
}

export class PrescriptionCancellationRequest extends HealthDayRequest {
  @IsOneOf(['returned-to-custody', 'issued-in-error', 'changed', 'not-needed', 'other']) readonly reason!: string;
}

export class PrescriberContactRequest {
  /** The day of the contact, most often to come. */
  @IsCalendarDate(sinceRecords) readonly on!: string;
  @IsOneOf(['gp', 'drug-service', 'mental-health', 'other']) readonly kind!: PrescriberKind;
}

export class CompletionRequest extends HealthDayRequest {
  @IsOneOf(['her', 'gp', 'pharmacy', 'drug-service', 'other']) readonly receivedBy!: HandoverReceiver;
}
