import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { RecordOnReferral } from './commands';
import {
  type CouncilAnswer,
  fromAcknowledgement,
  fromCallSlot,
  fromContact,
  fromContactAttempt,
  fromDecision,
  fromDutyEnd,
  fromReceipt,
  fromReconfirmation,
} from './council-requests';
import {
  AcknowledgementRequest,
  CallSlotRequest,
  ContactAttemptRequest,
  ContactMadeRequest,
  DutyDecisionRequest,
  DutyEndRequest,
  ReceiptRequest,
  ReconfirmationRequest,
} from './council.dto';

/** What becomes of a referral: recorded by its own council or its system, or by those who made it, from a letter or a call. */
@ApiTags('housing')
@Roles('council-housing', 'prison-resettlement', 'probation-practitioner')
@Controller('api/v1/housing/referrals/:referralId')
export class CouncilApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('receipt')
  @ApiWrite()
  @ApiOperation({ summary: 'The council has the referral', description: 'A second receipt says nothing new.' })
  receive(@Param('referralId', UuidPipe) id: string, @Body() body: ReceiptRequest, @IfMatch() expected?: number) {
    return this.record(id, fromReceipt(body), expected);
  }

  @Post('contact-attempts')
  @ApiWrite()
  @ApiOperation({ summary: 'The council tried to reach her, and did not' })
  attempt(
    @Param('referralId', UuidPipe) id: string,
    @Body() body: ContactAttemptRequest,
    @IfMatch() expected?: number,
  ) {
    return this.record(id, fromContactAttempt(body), expected);
  }

  @Post('contact')
  @ApiWrite()
  @ApiOperation({ summary: 'The council has spoken with her' })
  contact(@Param('referralId', UuidPipe) id: string, @Body() body: ContactMadeRequest, @IfMatch() expected?: number) {
    return this.record(id, fromContact(body), expected);
  }

  @Post('call-slots')
  @ApiWrite()
  @ApiOperation({ summary: 'A call with her: asked for, or booked for a time' })
  callSlot(@Param('referralId', UuidPipe) id: string, @Body() body: CallSlotRequest, @IfMatch() expected?: number) {
    return this.record(id, fromCallSlot(body), expected);
  }

  @Post('decisions')
  @ApiWrite()
  @ApiOperation({ summary: 'What the council decided it owes her, and the day she was told' })
  decision(@Param('referralId', UuidPipe) id: string, @Body() body: DutyDecisionRequest, @IfMatch() expected?: number) {
    return this.record(id, fromDecision(body), expected);
  }

  @Post('duty-ends')
  @ApiWrite()
  @ApiOperation({ summary: 'A duty that was owed has ended' })
  dutyEnd(@Param('referralId', UuidPipe) id: string, @Body() body: DutyEndRequest, @IfMatch() expected?: number) {
    return this.record(id, fromDutyEnd(body), expected);
  }

  @Post('reconfirmation')
  @ApiWrite()
  @ApiOperation({ summary: 'The council confirms that the referral still stands' })
  reconfirm(
    @Param('referralId', UuidPipe) id: string,
    @Body() body: ReconfirmationRequest,
    @IfMatch() expected?: number,
  ) {
    return this.record(id, fromReconfirmation(body), expected);
  }

  @Post('updates/:updateId/acknowledgement')
  @ApiWrite()
  @ApiOperation({
    summary: 'The council has seen an update, by the id of the notice that told of it',
    description: 'A second acknowledgement says nothing new.',
  })
  acknowledge(
    @Param('referralId', UuidPipe) id: string,
    @Param('updateId', UuidPipe) updateId: string,
    @Body() body: AcknowledgementRequest,
    @IfMatch() expected?: number,
  ) {
    return this.record(id, fromAcknowledgement({ ...body, updateId }), expected);
  }

  private async record(
    referralId: string,
    { decide, on }: CouncilAnswer,
    expected: number | undefined,
  ): Promise<WrittenAnswer> {
    const result = await this.commands.execute(new RecordOnReferral(referralId, decide, { expected, on }));
    return written(result, { referralId });
  }
}
