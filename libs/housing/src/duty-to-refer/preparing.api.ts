import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { dated } from '../dates';
import { answerAgreement, askWhoMustNotKnow } from './agreements';
import { AgreementRequest, DraftReferralRequest, WhoMustNotKnowRequest } from './agreements.dto';
import { BeginReferral, RecordOnReferral } from './commands';
import { askToReconfirm } from './council-answers';
import { NeedsReconfirmingRequest, WithdrawalRequest } from './council.dto';
import { MakeReferralRequest } from './made.dto';
import { SendReferral } from './send-referral';
import { withdrawReferral } from './withdrawal';

/** A duty to refer, as it is prepared with her and sent. */
@ApiTags('housing')
@Roles('prison-resettlement', 'probation-practitioner')
@Controller('api/v1/housing/referrals')
export class PreparingApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'Begin a referral: a place for her answers', description: 'Nothing leaves.' })
  async draft(@Body() { caseId, reason }: DraftReferralRequest): Promise<WrittenAnswer> {
    const referralId = RequestContext.newId('referral');
    const result = await this.commands.execute(new BeginReferral({ referralId, caseId, reason }));
    return written(result, { referralId }, { location: `/api/v1/housing/referrals/${referralId}` });
  }

  @Post(':referralId/agreements')
  @ApiWrite()
  @ApiOperation({ summary: 'Record her answer to one of the three agreements' })
  async agree(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: AgreementRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const answer = dated(body);
    const when = { expected, on: answer.on };
    const command = new RecordOnReferral(referralId, (day) => answerAgreement(answer, day), when);
    return written(await this.commands.execute(command), { referralId });
  }

  @Post(':referralId/who-must-not-know')
  @ApiWrite()
  @ApiOperation({
    summary:
      'Record what she said when asked, in private, whether anyone at this council or in this area must not know',
  })
  async ask(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: WhoMustNotKnowRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordOnReferral(referralId, (day) => askWhoMustNotKnow(body, day), { expected });
    return written(await this.commands.execute(command), { referralId });
  }

  @Post(':referralId/made')
  @ApiWrite()
  @ApiOperation({ summary: 'Send the referral to the council she chose' })
  async make(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: MakeReferralRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const { on, content } = dated(body);
    const result = await this.commands.execute(new SendReferral(referralId, { on, content }, { expected, on }));
    return written(result, { referralId });
  }

  @Post(':referralId/withdrawal')
  @ApiWrite()
  @ApiOperation({ summary: 'Take the referral back, sent or not' })
  async withdraw(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: WithdrawalRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const withdrawal = dated(body);
    const when = { expected, on: withdrawal.on };
    const command = new RecordOnReferral(referralId, (day) => withdrawReferral(withdrawal, day), when);
    return written(await this.commands.execute(command), { referralId });
  }

  @Post(':referralId/needs-reconfirming')
  @ApiWrite()
  @ApiOperation({ summary: 'Ask the council to confirm that the referral still stands' })
  async needsReconfirming(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: NeedsReconfirmingRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const asked = dated(body);
    const command = new RecordOnReferral(referralId, (day) => askToReconfirm(asked, day), { expected, on: asked.on });
    return written(await this.commands.execute(command), { referralId });
  }
}
