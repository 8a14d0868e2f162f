import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
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

  /** Begin a referral: a place for her answers. Nothing leaves. */
  @Post()
  @ApiWrite()
  async draft(@Body() { caseId, reason }: DraftReferralRequest): Promise<WrittenAnswer> {
    const referralId = RequestContext.newId('referral');
    const result = await this.commands.execute(new BeginReferral({ referralId, caseId, reason }));
    return written(result, { referralId }, { location: `/api/v1/housing/referrals/${referralId}` });
  }

  /** Record her answer to one of the three agreements. */
  @Post(':referralId/agreements')
  @ApiWrite()
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

  /** Record what she said when asked, in private, whether anyone at this council or in this area must not know. */
  @Post(':referralId/who-must-not-know')
  @ApiWrite()
  async ask(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: WhoMustNotKnowRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordOnReferral(referralId, (day) => askWhoMustNotKnow(body, day), { expected });
    return written(await this.commands.execute(command), { referralId });
  }

  /** Send it to the council she chose. */
  @Post(':referralId/made')
  @ApiWrite()
  async make(
    @Param('referralId', UuidPipe) referralId: string,
    @Body() body: MakeReferralRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const { on, content } = dated(body);
    const result = await this.commands.execute(new SendReferral(referralId, { on, content }, { expected, on }));
    return written(result, { referralId });
  }

  /** Take it back, sent or not. */
  @Post(':referralId/withdrawal')
  @ApiWrite()
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

  /** Ask the council to confirm that it still stands. */
  @Post(':referralId/needs-reconfirming')
  @ApiWrite()
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
