import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { AcknowledgeAlert, DisputeAlert, SnoozeAlert } from './commands';
import { AcknowledgeAlertRequest, dayOf, DisputeAlertRequest, SnoozeAlertRequest } from './requests';

/** What a person answers to an alert. It stands until the facts clear it. */
@ApiTags('readiness')
@Controller('api/v1/readiness/cases/:caseId/alerts/:alertId')
export class AlertsApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('acknowledgement')
  @ApiWrite()
  @ApiOperation({ summary: 'Say what will be done, and by when' })
  async acknowledge(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('alertId', UuidPipe) alertId: string,
    @Body() { willDo, by }: AcknowledgeAlertRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new AcknowledgeAlert({ caseId, alertId }, { willDo, by: dayOf(by) }, expected);
    return written(await this.commands.execute(command), { caseId, alertId });
  }

  @Post('snooze')
  @ApiWrite()
  @ApiOperation({ summary: 'Put it aside until a day, with a reason' })
  async snooze(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('alertId', UuidPipe) alertId: string,
    @Body() { reason, until }: SnoozeAlertRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new SnoozeAlert({ caseId, alertId }, { reason, until: dayOf(until) }, expected);
    return written(await this.commands.execute(command), { caseId, alertId });
  }

  @Post('dispute')
  @ApiWrite()
  @ApiOperation({ summary: '"This is wrong."' })
  async dispute(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('alertId', UuidPipe) alertId: string,
    @Body() { why }: DisputeAlertRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new DisputeAlert({ caseId, alertId }, why, expected)), {
      caseId,
      alertId,
    });
  }
}
