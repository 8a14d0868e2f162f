import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Decision, IsoDate } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { dated } from '../dates';
import type { GpRegistrationEvent } from '../events';
import type { OnThatDay } from '../on-that-day';
import { RecordGpRegistration } from './commands';
import type { GpRegistration } from './gp-registration';
import { GpConfirmationRequest, GpDeclinedRequest, GpRefusalRequest, GpRequestRequest } from './gp-registration.dto';
import { confirmRegistration, declineRegistration, refuseRegistration, requestRegistration } from './register';

/** Her registration with a practice outside. */
@ApiTags('health')
@Roles('prison-healthcare', 'prison-resettlement')
@Controller('api/v1/health/cases/:caseId/gp-registration')
export class GpRegistrationApi {
  constructor(private readonly commands: CommandBus) {}

  /** The practice is chosen and asked. */
  @Post('request')
  @ApiWrite()
  request(@Param('caseId', UuidPipe) caseId: string, @Body() body: GpRequestRequest, @IfMatch() expected?: number) {
    const asked = { ...dated(body), caseId };
    return this.record(caseId, (day) => requestRegistration(asked, day), { expected, on: asked.on });
  }

  /** The practice has registered her. */
  @Post('confirmation')
  @ApiWrite()
  confirm(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: GpConfirmationRequest,
    @IfMatch() expected?: number,
  ) {
    const confirmed = { ...dated(body), caseId };
    return this.record(caseId, (day) => confirmRegistration(confirmed, day), { expected, on: confirmed.on });
  }

  /** The practice said no. Read the registration again for what to answer it. */
  @Post('refusal')
  @ApiWrite()
  refuse(@Param('caseId', UuidPipe) caseId: string, @Body() body: GpRefusalRequest, @IfMatch() expected?: number) {
    const refused = { ...dated(body), caseId };
    return this.record(caseId, (day) => refuseRegistration(refused, day), { expected, on: refused.on });
  }

  /** She does not want one. */
  @Post('declined')
  @ApiWrite()
  decline(@Param('caseId', UuidPipe) caseId: string, @Body() body: GpDeclinedRequest, @IfMatch() expected?: number) {
    const declined = { ...dated(body), caseId };
    return this.record(caseId, (day) => declineRegistration(declined, day), { expected, on: declined.on });
  }

  private async record(
    caseId: string,
    decide: (day: OnThatDay) => Decision<GpRegistration, GpRegistrationEvent>,
    when: { readonly expected?: number; readonly on?: IsoDate },
  ): Promise<WrittenAnswer> {
    const result = await this.commands.execute(new RecordGpRegistration(caseId, decide, when));
    return written(result, { caseId });
  }
}
