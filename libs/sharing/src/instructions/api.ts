import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IsoDate, RequestContext } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import {
  ApiWrite,
  IfMatch,
  IsCalendarDate,
  IsGssCode,
  IsPlainText,
  Roles,
  UuidPipe,
  written,
  type WrittenAnswer,
} from '@ttg/web/http';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { IsOrganisationCode } from '../organisation-code';
import { confidants } from '../roles';
import { InstructNotToShare, LiftHerInstruction, RecordHerAreasToAvoid } from './commands';

export class NamedPersonRequest {
  @IsPlainText({ max: 200 }) name!: string;
  @IsOptional() @IsPlainText({ max: 200 }) relationship?: string;
}

/** One of council, organisation and person. */
export class DoNotShareRequest {
  @IsOptional() @IsGssCode() council?: GssCode;
  /** An organisation by its code; one that has none is named under `person`, where it stays sealed. */
  @IsOptional() @IsOrganisationCode() organisation?: string;
  @IsOptional() @ValidateNested() @Type(() => NamedPersonRequest) person?: NamedPersonRequest;
  /** Only if she wants it recorded. */
  @IsOptional() @IsPlainText() why?: string;
}

export class LiftRequest {
  @IsCalendarDate() on!: IsoDate;
}

export class AreasToAvoidRequest {
  /** GSS codes of all of them, each time: one left out need not be avoided any more. */
  @IsArray() @ArrayMaxSize(400) @IsGssCode({ each: true }) councils!: GssCode[];
  @IsOptional() @IsPlainText() details?: string;
}

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
@Roles(...confidants)
export class InstructionsApi {
  constructor(private readonly commands: CommandBus) {}

  /** Stops every referral to that council from now on; whoever is stopped learns neither who nor why. */
  @Post('do-not-share')
  @ApiWrite()
  @ApiOperation({ summary: 'Who must not know' })
  async instruct(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: DoNotShareRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const instructionId = RequestContext.newId('instruction');
    const command = new InstructNotToShare({ caseId, instructionId, ...body }, expected);
    const result = await this.commands.execute(command);
    return written(result, { caseId, instructionId }, { location: `/api/v1/sharing/cases/${caseId}` });
  }

  @Post('do-not-share/:instructionId/lift')
  @ApiWrite()
  @ApiOperation({ summary: 'She takes an instruction back' })
  async lift(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('instructionId', UuidPipe) instructionId: string,
    @Body() { on }: LiftRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new LiftHerInstruction({ caseId, instructionId, on }, expected);
    return written(await this.commands.execute(command), { caseId, instructionId });
  }

  /** No reason is asked, and none is passed on. */
  @Post('areas-to-avoid')
  @ApiWrite()
  @ApiOperation({ summary: 'The areas she must avoid: all of them' })
  async avoid(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { councils, details }: AreasToAvoidRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordHerAreasToAvoid({ caseId, councils, details }, expected);
    return written(await this.commands.execute(command), { caseId });
  }
}
