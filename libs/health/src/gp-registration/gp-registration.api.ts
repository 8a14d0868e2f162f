import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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

  @Post('request')
  @ApiWrite()
  @ApiOperation({ summary: 'The practice is chosen and asked' })
  request(@Param('caseId', UuidPipe) caseId: string, @Body() body: GpRequestRequest, @IfMatch() expected?: number) {
    const asked = { ...dated(body), caseId };
    return this.record(caseId, (day) => requestRegistration(asked, day), { expected, on: asked.on });
  }

  @Post('confirmation')
  @ApiWrite()
  @ApiOperation({ summary: 'The practice has registered her' })
  confirm(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: GpConfirmationRequest,
    @IfMatch() expected?: number,
  ) {
    const confirmed = { ...dated(body), caseId };
    return this.record(caseId, (day) => confirmRegistration(confirmed, day), { expected, on: confirmed.on });
  }

  @Post('refusal')
  @ApiWrite()
  @ApiOperation({ summary: 'The practice said no', description: 'Read the registration again for what to answer it.' })
  refuse(@Param('caseId', UuidPipe) caseId: string, @Body() body: GpRefusalRequest, @IfMatch() expected?: number) {
    const refused = { ...dated(body), caseId };
    return this.record(caseId, (day) => refuseRegistration(refused, day), { expected, on: refused.on });
  }

  @Post('declined')
  @ApiWrite()
  @ApiOperation({ summary: 'She does not want a GP outside' })
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
