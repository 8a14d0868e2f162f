import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IsoDate, RequestContext } from '@ttg/event-sourcing';
import { legalStatuses, type PrisonId, receptionReasons } from '@ttg/reference';
import {
  ApiWrite,
  IfMatch,
  IsCalendarDate,
  IsOneOf,
  IsPrisonId,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
} from '@ttg/web/http';
import { IsOptional } from 'class-validator';
import { linkTo } from '../case/custody-case';
import type { LegalStatus, ReceivedFrom } from '../events';
import { caseWorkers } from '../roles';
import { RecordReturn } from './commands';
import type { ReturnReason } from './return-to-custody';

export class ReturnRequest {
  /** The day she was back inside. */
  @IsCalendarDate() on!: IsoDate;
  /** Why she is back. */
  @IsOneOf(['recall', 'new-charge', 'new-sentence', 'other']) reason!: ReturnReason;
  /** NOMIS id of the prison she is in. */
  @IsPrisonId() prison!: PrisonId;
  /** On what footing she is held. */
  @IsOneOf(legalStatuses.codes) legalStatus!: LegalStatus;
  /** From where, if it does not follow from the reason. */
  @IsOptional() @IsOneOf(receptionReasons.codes) from?: ReceivedFrom;
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId/return')
@Roles(...caseWorkers)
export class ReturnApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'She is back in custody: this case is closed and the next begins',
    description:
      'Closes the open case and begins the next, which names it. What was cut off half way is completed by the same request.',
  })
  async record(
    @Param('caseId', UuidPipe) previousCaseId: string,
    @Body() { on, reason, prison, legalStatus, from = reason === 'recall' ? 'recall' : 'court' }: ReturnRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const reception = { prison, receivedOn: on, from, legalStatus };
    const command = new RecordReturn(previousCaseId, RequestContext.newId('case'), reason, reception, expected);
    const { caseId, written: result } = await this.commands.execute(command);
    return written(result, { caseId, previousCaseId }, { location: linkTo(caseId) });
  }
}
