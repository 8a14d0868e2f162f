import { isoDate, type IsoDate } from '@ttg/event-sourcing';
import { date } from '@ttg/calendar';
import type { PrisonId } from '@ttg/reference';
import { IsCalendarDate, IsOneOf, IsPlainText, IsPrisonId } from '@ttg/web/http';
import { IsOptional } from 'class-validator';
import { audiences, type Audience } from '../events';

/** A date as it came in, checked by the validator. */
export const dayOf = (text: string): IsoDate => isoDate(date(text));

export class AcknowledgeAlertRequest {
  /** What will be done about it. */
  @IsPlainText({ max: 4000 }) willDo!: string;
  /** By when. */
  @IsCalendarDate() by!: string;
}

export class SnoozeAlertRequest {
  /** Why it can wait. */
  @IsPlainText({ max: 4000 }) reason!: string;
  /** The day it comes back. */
  @IsCalendarDate() until!: string;
}

export class DisputeAlertRequest {
  /** What is wrong with the alert, or with a fact it used. */
  @IsPlainText({ max: 4000 }) why!: string;
}

export class HandOverTaskRequest {
  /** The role it is given to. */
  @IsOneOf(audiences) to!: Audience;
  /** The prison, where that role works in one. */
  @IsOptional() @IsPrisonId() prison?: PrisonId;
}

export class CompleteTaskRequest {
  /** How it was done: who was told, how and when. */
  @IsPlainText({ max: 4000 }) note!: string;
}
