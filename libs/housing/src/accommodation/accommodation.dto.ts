import { IsCalendarDate, IsOneOf, IsPlainText } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import type { PlacementKind, SafeToLive, TenancyEnding } from '../events';
import { sinceDutyToRefer } from '../since';

const answers = ['yes', 'no', 'not-known', 'not-asked', 'chose-not-to-say'] as const;

export class HousingDayRequest {
  /** The day it happened. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly on?: string;
}

export class AccommodationSafetyRequest {
  /** Is it safe for her? */
  @IsOneOf(answers) readonly safe!: SafeToLive;
  /** Was she asked alone, where nobody could overhear? Without that it never shows as done. */
  @IsBoolean() readonly askedInPrivate!: boolean;
}

export class ConfirmAccommodationRequest extends AccommodationSafetyRequest {
  /** NDelius accommodation type, such as A17 for CAS3. Codes of homelessness are refused. */
  @IsPlainText({ max: 10 }) readonly type!: string;
  /** Her first night there. */
  @IsCalendarDate(sinceDutyToRefer) readonly from!: string;
  /** The morning she must leave; left out where it is open-ended. CAS3 lasts 84 nights without it. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly to?: string;
  /** Where it is. Never a refuge's: its provider stands in a placement referral. */
  @IsOptional() @IsPlainText({ max: 1000 }) readonly address?: string;
}

export class RedateRequest {
  /** Her first night there, as it is now. */
  @IsCalendarDate(sinceDutyToRefer) readonly from!: string;
  /** The morning she must leave. Without it, it lasts as many nights as before. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly to?: string;
}

export class EndingRequest extends HousingDayRequest {
  /** Why, in her words. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly why?: string;
}

export class TenancyRequest {
  /** On what terms she holds it. */
  @IsOneOf(['owner', 'private-rent', 'social-rent', 'supported-housing', 'with-family-or-friends'])
  readonly tenure!: string;
  /** Is it in danger? */
  @IsBoolean() readonly atRisk!: boolean;
  /** Who lets it. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly landlord?: string;
  /** Since when it stands so; perhaps before she was received. Today if not given. */
  @IsOptional() @IsCalendarDate() readonly on?: string;
}

export class TenancyEndRequest {
  /** How it ended. */
  @IsOneOf(['surrendered', 'evicted', 'abandoned', 'expired', 'other']) readonly how!: TenancyEnding;
  /** The day it ended; perhaps before she was received. Today if not given. */
  @IsOptional() @IsCalendarDate() readonly on?: string;
  /** Where the notice was served: it matters when the council asks why she lost it. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly noticeServedAt?: string;
}

export class PlacementRequest extends HousingDayRequest {
  /** The kind of place. */
  @IsOneOf(['CAS1', 'CAS2', 'CAS3', 'refuge', 'other']) readonly kind!: PlacementKind;
  /** Who runs it. A refuge is named by its provider, never by its address. */
  @IsOptional() @IsPlainText({ max: 200 }) readonly provider?: string;
}

export class PlacementRejectionRequest extends HousingDayRequest {
  /** Why there is no place for her. */
  @IsOptional()
  @IsOneOf(['no-vacancy', 'not-eligible', 'out-of-area', 'risk-assessment', 'incomplete', 'she-declined', 'other'])
  readonly reason?: string;
}
