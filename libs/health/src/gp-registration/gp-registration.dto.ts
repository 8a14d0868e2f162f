import { IsCalendarDate, IsOdsCode, IsOneOf, IsPlainText } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import type { GpRefusal } from '../events';
import { sinceRecords } from '../since';

class OnADay {
  /** The day it happened. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceRecords) readonly on?: string;
}

class WithPractice extends OnADay {
  /** ODS code of the practice outside, such as A81001. */
  @IsOptional() @IsOdsCode() readonly practice?: string;
}

export class GpRequestRequest extends WithPractice {
  /** Has she signed her GMS1? Then she need not attend. */
  @IsBoolean() readonly gms1Signed!: boolean;
}

/** Without a practice, the one that was asked has registered her. */
export class GpConfirmationRequest extends WithPractice {}

export class GpRefusalRequest extends WithPractice {
  /** What the practice gave as its reason. */
  @IsOneOf(['no-proof-of-address', 'no-id', 'no-nhs-number', 'list-closed', 'out-of-area', 'other'])
  readonly reason!: GpRefusal;
}

export class GpDeclinedRequest extends OnADay {
  /** What she said, as she said it. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly herWords?: string;
}
