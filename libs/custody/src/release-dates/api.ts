import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ReleaseDateType } from '@ttg/calendar';
import type { IsoDate } from '@ttg/event-sourcing';
import { releaseDateTypeList } from '@ttg/reference';
import { IsOptional } from 'class-validator';
import type { ReleaseDateSource } from '../events';
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
import { RecordReleaseDate, WithdrawDate } from './commands';
import { releaseDateReasons, type SetReleaseDate, type WithdrawReleaseDate, withdrawalReasons } from './release-date';

const sources = [
  'calculation',
  'court',
  'parole-board',
  'home-detention-curfew',
  'recall',
  'staff',
  'hmpps-event',
] as const satisfies readonly ReleaseDateSource[];

export class ReleaseDateRequest {
  /** The date as it was calculated or ordered. The day she leaves may be earlier: on a Friday, or before a holiday. */
  @IsCalendarDate() date!: IsoDate;
  /** As HMPPS abbreviates it: CRD, ARD, HDCAD, PRRD, FTR56 … */
  @IsOneOf(releaseDateTypeList.codes) type!: ReleaseDateType;
  /** Who says so. */
  @IsOneOf(sources) source!: ReleaseDateSource;
  /** Why it was set or changed. */
  @IsOptional() @IsOneOf(releaseDateReasons) reason?: SetReleaseDate['reason'];
}

export class ReleaseDateWithdrawalRequest {
  /** Who says so. */
  @IsOneOf(sources) source!: ReleaseDateSource;
  /** Why it does not hold. */
  @IsOneOf(withdrawalReasons) reason!: WithdrawReleaseDate['reason'];
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...caseWorkers)
export class ReleaseDateApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('release-date')
  @ApiWrite()
  @ApiOperation({ summary: 'Her release date is set or changed' })
  async set(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ReleaseDateRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordReleaseDate(caseId, body, expected)), { caseId });
  }

  @Post('release-date-withdrawal')
  @ApiWrite()
  @ApiOperation({ summary: 'Her release date does not hold, and no other is known' })
  async withdraw(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ReleaseDateWithdrawalRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new WithdrawDate(caseId, body, expected)), { caseId });
  }
}
