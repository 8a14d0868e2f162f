import { dutyToReferOutcomeReasons, dutyToReferWithdrawalReasons } from '@ttg/reference';
import { IsCalendarDate, IsInstant, IsOneOf, IsPlainText } from '@ttg/web/http';
import { IsOptional } from 'class-validator';
import type { ContactHow, DutySection, FailedContact, ReceiptHow, ReconfirmWhy, WithdrawalReason } from '../events';
import { sinceDutyToRefer } from '../since';
import type { DecisionReason, OutcomeReason } from './duties';
import { decisionReasons } from './duties';

const contactHows = ['phone', 'video', 'letter', 'email', 'visit', 'through-worker'] as const;
const sections = ['s.195', 's.189B', 's.193', 's.190', 'not-homeless', 'not-eligible'] as const;

class OnADay {
  /** The day it happened. Today if not given. */
  @IsOptional() @IsCalendarDate(sinceDutyToRefer) readonly on?: string;
}

export class ReceiptRequest extends OnADay {
  /** How the council said that it has it. */
  @IsOneOf(['portal', 'email', 'phone', 'automatic']) readonly how!: ReceiptHow;
  /** Who confirmed it at the council: a name or a desk. */
  @IsOptional() @IsPlainText({ max: 200 }) readonly by?: string;
  /** The council's own reference. */
  @IsOptional() @IsPlainText({ max: 100 }) readonly reference?: string;
}

export class ContactAttemptRequest extends OnADay {
  /** How the council tried to reach her. */
  @IsOneOf(contactHows) readonly how!: ContactHow;
  /** Why it did not reach her. */
  @IsOneOf(['no-answer', 'wrong-number', 'not-brought-to-phone', 'refused-by-prison', 'other'])
  readonly outcome!: FailedContact;
}

export class ContactMadeRequest extends OnADay {
  /** How the council reached her. */
  @IsOneOf(contactHows) readonly how!: ContactHow;
}

export class CallSlotRequest extends OnADay {
  /** When the call is. Without it, the call is only asked for. */
  @IsOptional() @IsInstant() readonly slotAt?: string;
}

export class DutyDecisionRequest {
  /** The section of Part 7 under which something is owed; or why nothing is. */
  @IsOneOf(sections) readonly section!: DutySection;
  /** The day it was decided. */
  @IsCalendarDate(sinceDutyToRefer) readonly decidedOn!: string;
  /** The day she was told: the 21 days for a review begin with it. */
  @IsCalendarDate(sinceDutyToRefer) readonly notifiedOn!: string;
  /** Why no more is owed, where that is so. */
  @IsOptional() @IsOneOf(decisionReasons) readonly reason?: DecisionReason;
  /** The reasons as the council gave them to her. */
  @IsOptional() @IsPlainText({ max: 20_000 }) readonly words?: string;
  /** The outcome as HMPPS exchanges it. */
  @IsOptional() @IsOneOf(dutyToReferOutcomeReasons.codes) readonly outcome?: OutcomeReason;
}

export class DutyEndRequest extends OnADay {
  /** The duty that ends. */
  @IsOneOf(sections) readonly section!: DutySection;
  /** How it ended: a key of the published list of that duty. */
  @IsPlainText({ max: 100 }) readonly reason!: string;
}

export class WithdrawalRequest extends OnADay {
  /** Why it is taken back, as HMPPS lists it. */
  @IsOneOf(dutyToReferWithdrawalReasons.codes) readonly reason!: WithdrawalReason;
  /** Why, with OTHER. */
  @IsOptional() @IsPlainText({ max: 4000 }) readonly other?: string;
}

export class NeedsReconfirmingRequest extends OnADay {
  /** What makes it doubtful. */
  @IsOneOf(['26-weeks', 'release-moved', 'council-merged']) readonly why!: ReconfirmWhy;
}

export class ReconfirmationRequest extends OnADay {
  /** Who confirmed it at the council: a name or a desk. */
  @IsPlainText({ max: 200 }) readonly by!: string;
}

export class AcknowledgementRequest extends OnADay {}
