import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IsoDate } from '@ttg/event-sourcing';
import {
  ApiWrite,
  IfMatch,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
  IsCalendarDate,
  IsOneOf,
} from '@ttg/web/http';
import { caseWorkers } from '../roles';
import { CloseCustodyCase, ReopenCustodyCase } from './commands';
import { type ClosingReason, closingReasons, type ReopenCase, reopeningReasons } from './closing';

export class ClosureRequest {
  /** The day the case ended. */
  @IsCalendarDate() on!: IsoDate;
  /** Why nothing more is done under it. */
  @IsOneOf(closingReasons) reason!: ClosingReason;
}

export class ReopeningRequest {
  /** The day it was opened again. */
  @IsCalendarDate() on!: IsoDate;
  /** Why it is open again. */
  @IsOneOf(reopeningReasons) reason!: ReopenCase['reason'];
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...caseWorkers)
export class ClosingApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('closure')
  @ApiWrite()
  @ApiOperation({ summary: 'Nothing more is done under this case' })
  async close(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ClosureRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new CloseCustodyCase(caseId, body, expected)), { caseId });
  }

  @Post('reopening')
  @ApiWrite()
  @ApiOperation({ summary: 'A case that was closed too early is open again' })
  async reopen(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ReopeningRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new ReopenCustodyCase(caseId, body, expected)), { caseId });
  }
}
