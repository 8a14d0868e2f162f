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
import { prisonStaff } from '../roles';
import { RecordReleaseReversal } from './commands';
import { type ReversalReason, reversalReasons } from './release-reversal';

export class ReleaseReversalRequest {
  /** Why there was no release. */
  @IsOneOf(reversalReasons) reason!: ReversalReason;
  /** The day on which it was found to be wrong, or reversed in HMPPS. */
  @IsCalendarDate() on!: IsoDate;
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId/release-reversal')
@Roles(...prisonStaff)
export class ReleaseReversalApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'Her release is taken back: she had not left',
    description:
      'The last release of the case, where nothing was recorded since that can only be of a woman who left. She is in custody again, under the release date that stood before. A woman who is back has returned: that is another request.',
  })
  async reverse(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ReleaseReversalRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordReleaseReversal(caseId, body, expected)), { caseId });
  }
}
