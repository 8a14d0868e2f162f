import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IsoDate } from '@ttg/event-sourcing';
import { IsOptional } from 'class-validator';
import type { ArrangementKind } from '../events';
import {
  ApiWrite,
  IfMatch,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
  IsCalendarDate,
  IsOneOf,
  IsPlainText,
} from '@ttg/web/http';
import { caseWorkers } from '../roles';
import { ArrangeForReleaseDay, RecordFallingThrough } from './commands';
import { arrangementKinds, ArrangementKindPipe } from './arrangement-kind';
import { arrangedBy, type ArrangementFellThrough, fallingThroughReasons, type MakeArrangement } from './arrangements';

export class ArrangementRequest {
  /** What it is that she needs on the day. */
  @IsOneOf(arrangementKinds) kind!: ArrangementKind;
  /** The day it is for, where it has one. */
  @IsOptional() @IsCalendarDate() on?: IsoDate;
  /** What was arranged, in words. */
  @IsOptional() @IsPlainText({ max: 2000 }) what?: string;
  /** Who sees to it. */
  @IsOptional() @IsOneOf(arrangedBy) byWhom?: MakeArrangement['byWhom'];
}

export class FellThroughRequest {
  /** Why it does not hold. */
  @IsOptional() @IsOneOf(fallingThroughReasons) why?: ArrangementFellThrough['why'];
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...caseWorkers)
export class ReleaseDayApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('arrangements')
  @ApiWrite()
  @ApiOperation({ summary: 'Something she needs on the day of release is arranged' })
  async make(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ArrangementRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new ArrangeForReleaseDay(caseId, body, expected)), { caseId });
  }

  @Post('arrangements/:kind/fell-through')
  @ApiWrite()
  @ApiOperation({ summary: 'What was arranged does not hold' })
  async fellThrough(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('kind', ArrangementKindPipe) kind: ArrangementKind,
    @Body() body: FellThroughRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordFallingThrough(caseId, { kind, why: body.why }, expected)), {
      caseId,
    });
  }
}
