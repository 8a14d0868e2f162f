import { reasonsForLossOfHome } from '@ttg/reference';
import { IsCalendarDate, IsOneOf, IsPart, IsPlainText } from '@ttg/web/http';
import { IsBoolean, IsOptional } from 'class-validator';
import { sinceDutyToRefer } from '../since';

export class InCustodyRequest {
  /** How the council reaches her inside. */
  @IsOneOf(['prison-phone-slot', 'staff-inbox', 'video-slot', 'post'])
  readonly route!: 'prison-phone-slot' | 'staff-inbox' | 'video-slot' | 'post';
  /** What the council needs to use it: a number, an address, the hours. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly details?: string;
}

/** Only ways she marked as safe are used. */
export class AfterReleaseRequest {
  /** Her number after release. */
  @IsOptional() @IsPlainText({ max: 50 }) readonly phone?: string;
  /** Her address for mail after release. */
  @IsOptional() @IsPlainText({ max: 254 }) readonly email?: string;
  /** The worker to reach her through. */
  @IsOptional() @IsPlainText({ max: 500 }) readonly throughWorker?: string;
  /** May the council call that number? */
  @IsOptional() @IsBoolean() readonly safeToCall?: boolean;
  /** May it send texts there? */
  @IsOptional() @IsBoolean() readonly safeToText?: boolean;
  /** May it leave a message there? */
  @IsOptional() @IsBoolean() readonly safeToLeaveMessage?: boolean;
}

export class WaysToReachHerRequest {
  /** While she is inside. */
  @IsOptional() @IsPart(() => InCustodyRequest) readonly inCustody?: InCustodyRequest;
  /** Once she is out. */
  @IsOptional() @IsPart(() => AfterReleaseRequest) readonly afterRelease?: AfterReleaseRequest;
}

/** What the council is sent, word for word. By law her name, how to reach her and the reason are enough. */
export class ReferralContentRequest {
  /** Her name, as the council is to call her. */
  @IsPlainText({ max: 200 }) readonly name!: string;
  /** How to reach her: one way at least. */
  @IsPart(() => WaysToReachHerRequest)
  readonly contact!: WaysToReachHerRequest;
  /** Why she lost, or is losing, her home: a key of the published list. */
  @IsOptional() @IsOneOf(reasonsForLossOfHome.codes) readonly mainReason?: string;
  /** Support she needs, in words she agreed. */
  @IsOptional() @IsPlainText({ max: 20_000 }) readonly needs?: string;
  /** Who will live with her; pregnancy and children if she agrees. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly household?: string;
  /**
   * Why she is more vulnerable when homeless than others would be: time inside, supervision, support, the time since.
   */
  @IsOptional() @IsPlainText({ max: 20_000 }) readonly vulnerabilityStatement?: string;
  /** Written to be shared with the council: no offence, no record of another service. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly riskToStaff?: string;
}

export class MakeReferralRequest {
  /** The day it was sent. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly on?: string;
  /** What the council is sent. */
  @IsPart(() => ReferralContentRequest)
  readonly content!: ReferralContentRequest;
}
