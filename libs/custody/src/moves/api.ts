import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IsoDate } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import {
  ApiWrite,
  IfMatch,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
  IsCalendarDate,
  IsPrisonId,
} from '@ttg/web/http';
import { prisonStaff } from '../roles';
import { MoveToPrison } from './commands';

export class MoveRequest {
  /** NOMIS id of the prison she is moved to. */
  @IsPrisonId() to!: PrisonId;
  /** The day she arrived there. */
  @IsCalendarDate() on!: IsoDate;
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...prisonStaff)
export class MovesApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('moves')
  @ApiWrite()
  @ApiOperation({ summary: 'She is moved to another prison' })
  async move(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: MoveRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new MoveToPrison(caseId, body, expected)), { caseId });
  }
}
