import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { IsoDate, IsoInstant } from '@ttg/event-sourcing';
import { accommodationTypes } from '@ttg/reference';
import { IsOptional } from 'class-validator';
import {
  ApiWrite,
  IfMatch,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
  IsCalendarDate,
  IsInstant,
  IsOneOf,
} from '@ttg/web/http';
import { caseWorkers, prisonStaff } from '../roles';
import { RecordRelease, RecordContactAfterRelease } from './commands';
import type { ContactAfterRelease } from './release';

export class ReleaseRequest {
  /** The day she left. */
  @IsCalendarDate() on!: IsoDate;
  /** Where she walked out. */
  @IsOneOf(['prison', 'court']) from!: 'prison' | 'court';
  /** Delius code of where she goes, or `not-known`. */
  @IsOneOf(['not-known', ...accommodationTypes.map(({ code }) => code)]) toAccommodation!: string;
  /** If it is left out: from court without notice, from prison planned. */
  @IsOptional() @IsOneOf(['planned', 'no-notice']) notice?: 'planned' | 'no-notice';
}

export class ContactRequest {
  /** When she was reached. */
  @IsInstant() at!: IsoInstant;
  /** By her safe route only. */
  @IsOneOf(['safe-phone', 'safe-text', 'in-person', 'through-worker']) route!: ContactAfterRelease['route'];
}

@ApiTags('custody')
@Controller('api/v1/custody/cases/:caseId')
@Roles(...prisonStaff)
export class ReleaseApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('release')
  @ApiWrite()
  @ApiOperation({ summary: 'She is released' })
  async release(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ReleaseRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordRelease(caseId, body, expected)), { caseId });
  }

  @Post('contact-after-release')
  @Roles(...caseWorkers)
  @ApiWrite()
  @ApiOperation({ summary: 'She was reached after her release' })
  async contact(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ContactRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new RecordContactAfterRelease(caseId, body, expected)), { caseId });
  }
}
