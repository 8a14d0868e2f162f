import { reasonsForLossOfHome } from '@ttg/reference';
import { IsCalendarDate, IsOneOf, IsPart, IsPlainText } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import { sinceDutyToRefer } from '../since';

export class InCustodyRequest {
  @IsOneOf(['prison-phone-slot', 'staff-inbox', 'video-slot', 'post'])
  readonly route!: 'prison-phone-slot' | 'staff-inbox' | 'video-slot' | 'post';
  /** What the council needs to use it: a number, an address, the hours. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly details?: string;
}

/** Only ways she marked as safe are used. */
export class AfterReleaseRequest {
  @IsOptional() @IsPlainText({ max: 50 }) readonly phone?: string;
  @IsOptional() @IsPlainText({ max: 254 }) readonly email?: string;
  /** The worker to reach her through. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly throughWorker?: string;
  @IsOptional() @IsBoolean() readonly safeToCall?: boolean;
  @IsOptional() @IsBoolean() readonly safeToText?: boolean;
  @IsOptional() @IsBoolean() readonly safeToLeaveMessage?: boolean;
}

export class WaysToReachHerRequest {
  @IsOptional() @IsPart(() => InCustodyRequest) readonly inCustody?: InCustodyRequest;
  @IsOptional() @IsPart(() => AfterReleaseRequest) readonly afterRelease?: AfterReleaseRequest;
}

/** What the council is sent, word for word. By law her name, how to reach her and the reason are enough. */
export class ReferralContentRequest {
  @IsPlainText({ max: 200 }) readonly name!: string;
  @IsPart(() => WaysToReachHerRequest)
  readonly contact!: WaysToReachHerRequest;
  /** Why she lost, or is losing, her home: a key of the published list. */
  @IsOptional() @IsOneOf(reasonsForLossOfHome.codes) readonly mainReason?: string;
  /** Support she needs, in words she agreed. */
  @IsOptional() @IsPlainText({ max: 20_000 }) readonly needs?: string;
  /** Who will live with her; pregnancy and children if she agrees. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly household?: string;
  @IsOptional() @IsPlainText({ max: 20_000 }) readonly vulnerabilityStatement?: string;
  /** Written to be shared with the council: no offence, no record of another service. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly riskToStaff?: string;
}

export class MakeReferralRequest {
  /** The day it was sent. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly on?: string;
  @IsPart(() => ReferralContentRequest)
  readonly content!: ReferralContentRequest;
}
