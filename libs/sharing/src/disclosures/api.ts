import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IsoDate } from '@ttg/event-sourcing';
import {
  ApiWrite,
  IfMatch,
  IsCalendarDate,
  IsOneOf,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
} from '@ttg/web/http';
import { IsOrganisationCode } from '../organisation-code';
import { confidants } from '../roles';
import { RecordDisclosureOfHers } from './commands';
import { disclosedParts, disclosureBases, type RecordDisclosure } from './disclosure';

export class DisclosureRequest {
  /** The organisation it went to. */
  @IsOrganisationCode() to!: string;
  @IsOneOf(disclosedParts) what!: RecordDisclosure['what'];
  @IsOneOf(disclosureBases) basis!: RecordDisclosure['basis'];
  @IsCalendarDate() on!: IsoDate;
}

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId/disclosures')
@Roles(...confidants)
export class DisclosuresApi {
  constructor(private readonly commands: CommandBus) {}

  /** Also what went against her instruction: her record then says so. */
  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'Something of hers was given to somebody' })
  async record(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: DisclosureRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordDisclosureOfHers({ caseId, ...body }, expected)), { caseId });
  }
}
