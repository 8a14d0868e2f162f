import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { screeners } from '../roles';
import { CompleteScreening, RepeatScreening } from './commands';
import { ScreeningRequest } from './requests';

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...screeners)
export class ScreeningApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('screening')
  @ApiWrite()
  @ApiOperation({ summary: 'The reception screening: her answers, and what follows from them' })
  async complete(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ScreeningRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new CompleteScreening(caseId, body, expected)), { caseId });
  }

  @Post('screening-repeats')
  @ApiWrite()
  @ApiOperation({ summary: 'Asked again, in private, 24 to 72 hours on' })
  async repeat(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ScreeningRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RepeatScreening(caseId, body, expected)), { caseId });
  }
}
