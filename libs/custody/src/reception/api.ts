import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IsoDate, RequestContext } from '@ttg/event-sourcing';
import { legalStatuses, type PrisonId, receptionReasons } from '@ttg/reference';
import { ApiWrite, IsCalendarDate, IsId, IsOneOf, IsPrisonId, Roles, written, type WrittenAnswer } from '@ttg/web/http';
import { linkTo } from '../case/custody-case';
import type { LegalStatus, ReceivedFrom } from '../events';
import { prisonStaff } from '../roles';
import { OpenCaseFor } from './commands';

export class ReceiveWomanRequest {
  /** Her id in `people`: she is registered first. */
  @IsId() personId!: string;
  /** NOMIS id of the prison, `BZI`. */
  @IsPrisonId() prison!: PrisonId;
  /** The day she was received. */
  @IsCalendarDate() receivedOn!: IsoDate;
  /** Where she came from. */
  @IsOneOf(receptionReasons.codes) from!: ReceivedFrom;
  /** On what footing she is held. */
  @IsOneOf(legalStatuses.codes) legalStatus!: LegalStatus;
}

@ApiTags('custody')
@Controller('api/v1/custody/cases')
@Roles(...prisonStaff)
export class ReceptionApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'A woman is received into prison: her case begins',
    description: 'She has one open case at most.',
  })
  async receive(@Body() { personId, ...reception }: ReceiveWomanRequest): Promise<WrittenAnswer> {
    const command = new OpenCaseFor(personId, RequestContext.newId('case'), reception);
    const { caseId, written: result } = await this.commands.execute(command);
    return written(result, { caseId }, { location: linkTo(caseId) });
  }
}
