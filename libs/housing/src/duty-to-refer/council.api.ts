import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IsoDate, isoInstant } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { Temporal } from 'temporal-polyfill';
import { dated, dayOf } from '../dates';
import type { OnThatDay } from '../on-that-day';
import { RecordOnReferral } from './commands';
import { arrangeCall, attemptContact, makeContact, receiveReferral, reconfirmReferral } from './council-answers';
import {
  CallSlotRequest,
  ContactAttemptRequest,
  ContactMadeRequest,
  DutyDecisionRequest,
  DutyEndRequest,
  ReceiptRequest,
  ReconfirmationRequest,
} from './council.dto';
import { decideDuty, endDuty } from './duties';
import type { ReferralDecision } from './referrals';

/** What becomes of a referral: recorded by its own council, or by those who made it, from a letter or a call. */
@ApiTags('housing')
@Roles('council-housing', 'prison-resettlement', 'probation-practitioner')
@Controller('api/v1/housing/referrals/:referralId')
export class CouncilApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('receipt')
  @ApiWrite()
  @ApiOperation({ summary: 'The council has the referral', description: 'A second receipt says nothing new.' })
  receive(@Param('referralId', UuidPipe) id: string, @Body() body: ReceiptRequest, @IfMatch() expected?: number) {
    const receipt = dated(body);
    return this.record(id, (day) => receiveReferral(receipt, day), { expected, on: receipt.on });
  }

  @Post('contact-attempts')
  @ApiWrite()
  @ApiOperation({ summary: 'The council tried to reach her, and did not' })
  attempt(
    @Param('referralId', UuidPipe) id: string,
    @Body() body: ContactAttemptRequest,
    @IfMatch() expected?: number,
  ) {
    const attempt = dated(body);
    return this.record(id, (day) => attemptContact(attempt, day), { expected, on: attempt.on });
  }

  @Post('contact')
  @ApiWrite()
  @ApiOperation({ summary: 'The council has spoken with her' })
  contact(@Param('referralId', UuidPipe) id: string, @Body() body: ContactMadeRequest, @IfMatch() expected?: number) {
    const contact = dated(body);
    return this.record(id, (day) => makeContact(contact, day), { expected, on: contact.on });
  }

  @Post('call-slots')
  @ApiWrite()
  @ApiOperation({ summary: 'A call with her: asked for, or booked for a time' })
  callSlot(@Param('referralId', UuidPipe) id: string, @Body() body: CallSlotRequest, @IfMatch() expected?: number) {
    const { on } = dated(body);
    const slotAt = body.slotAt === undefined ? undefined : isoInstant(Temporal.Instant.from(body.slotAt));
    return this.record(id, (day) => arrangeCall({ on, slotAt }, day), { expected, on });
  }

  @Post('decisions')
  @ApiWrite()
  @ApiOperation({ summary: 'What the council decided it owes her, and the day she was told' })
  decision(@Param('referralId', UuidPipe) id: string, @Body() body: DutyDecisionRequest, @IfMatch() expected?: number) {
    const decision = { ...body, decidedOn: dayOf(body.decidedOn), notifiedOn: dayOf(body.notifiedOn) };
    return this.record(id, (day) => decideDuty(decision, day), { expected, on: decision.decidedOn });
  }

  @Post('duty-ends')
  @ApiWrite()
  @ApiOperation({ summary: 'A duty that was owed has ended' })
  dutyEnd(@Param('referralId', UuidPipe) id: string, @Body() body: DutyEndRequest, @IfMatch() expected?: number) {
    const ending = dated(body);
    return this.record(id, (day) => endDuty(ending, day), { expected, on: ending.on });
  }

  @Post('reconfirmation')
  @ApiWrite()
  @ApiOperation({ summary: 'The council confirms that the referral still stands' })
  reconfirm(
    @Param('referralId', UuidPipe) id: string,
    @Body() body: ReconfirmationRequest,
    @IfMatch() expected?: number,
  ) {
    const confirmed = dated(body);
    return this.record(id, (day) => reconfirmReferral(confirmed, day), { expected, on: confirmed.on });
  }

  private async record(
    referralId: string,
    decide: (day: OnThatDay) => ReferralDecision,
    when: { readonly expected?: number; readonly on?: IsoDate },
  ): Promise<WrittenAnswer> {
    const result = await this.commands.execute(new RecordOnReferral(referralId, decide, when));
    return written(result, { referralId });
  }
}
