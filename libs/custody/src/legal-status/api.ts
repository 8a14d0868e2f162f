import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IsoDate } from '@ttg/event-sourcing';
import { legalStatuses } from '@ttg/reference';
import { IsOptional } from 'class-validator';
import type { LegalStatus } from '../events';
import {
  ApiWrite,
  IfMatch,
  IsCalendarDate,
  IsOneOf,
  IsWholeNumber,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
} from '@ttg/web/http';
import { caseWorkers, prisonStaff } from '../roles';
import {
  ChangeCustodyStatus,
  RecordSentence,
  ListCourtHearing,
  StartImmigrationHold,
  EndImmigrationHold,
} from './commands';
import { IsCourtName } from './court-name';
import type { Sentence } from './legal-status';

export class CustodyStatusRequest {
  /** On what footing she is held from that day on. */
  @IsOneOf(legalStatuses.codes) legalStatus!: LegalStatus;
  /** The day it changed. */
  @IsCalendarDate() on!: IsoDate;
}

export class SentenceRequest {
  /** The day it was passed; it may lie before this reception. */
  @IsCalendarDate() on!: IsoDate;
  /** The kind of sentence. */
  @IsOneOf(['determinate', 'extended', 'indeterminate', 'suspended', 'other']) sentenceType!: Sentence['sentenceType'];
  /** Length in days, where it has one. */
  @IsOptional() @IsWholeNumber(1, 36_500) days?: number;
}

export class CourtHearingRequest {
  /** The day of the hearing. */
  @IsCalendarDate() on!: IsoDate;
  /** The name of the court. */
  @IsOptional() @IsCourtName() court?: string;
}

export class OnRequest {
  /** The day it began or ended. */
  @IsCalendarDate() on!: IsoDate;
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...prisonStaff)
export class LegalStatusApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('custody-status')
  @ApiWrite()
  @ApiOperation({ summary: 'Her legal status changes without a sentence' })
  async change(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: CustodyStatusRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new ChangeCustodyStatus(caseId, body, expected)), { caseId });
  }

  @Post('sentence')
  @Roles(...caseWorkers)
  @ApiWrite()
  @ApiOperation({ summary: 'She is sentenced' })
  async sentence(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: SentenceRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordSentence(caseId, body, expected)), { caseId });
  }

  @Post('court-hearings')
  @Roles(...caseWorkers)
  @ApiWrite()
  @ApiOperation({ summary: 'A court hearing is listed' })
  async listHearing(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: CourtHearingRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new ListCourtHearing(caseId, body, expected)), { caseId });
  }

  @Post('immigration-hold')
  @ApiWrite()
  @ApiOperation({ summary: 'A hold under immigration powers begins' })
  async startHold(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: OnRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new StartImmigrationHold(caseId, body, expected)), { caseId });
  }

  @Post('immigration-hold-end')
  @ApiWrite()
  @ApiOperation({ summary: 'The immigration hold ends' })
  async endHold(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: OnRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new EndImmigrationHold(caseId, body, expected)), { caseId });
  }
}
