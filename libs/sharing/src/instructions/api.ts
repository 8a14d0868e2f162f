import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { RecordForHer } from '../record/record-for-her';
import { AreasToAvoidRequest, BlockRecordRequest, DoNotShareWithRequest } from '../requests';
import { caseWorkers } from '../roles';
import { blockRecord, forbidSharing, liftInstruction, recordAreasToAvoid } from './instructions';

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
@Roles(...caseWorkers)
export class InstructionsApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('do-not-share-with')
  @ApiWrite()
  @ApiOperation({ summary: 'She says who must not know' })
  async forbid(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: DoNotShareWithRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const instructionId = RequestContext.newId('instruction');
    const command = new RecordForHer(caseId, () => forbidSharing({ caseId, instructionId, ...body }), expected);
    return written(await this.commands.execute(command), { caseId, instructionId }, { status: 201 });
  }

  @Post('record-blocked-for')
  @ApiWrite()
  @ApiOperation({ summary: 'Somebody who works here and must not see her record' })
  async block(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: BlockRecordRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const instructionId = RequestContext.newId('instruction');
    const command = new RecordForHer(caseId, () => blockRecord({ caseId, instructionId, ...body }), expected);
    return written(await this.commands.execute(command), { caseId, instructionId }, { status: 201 });
  }

  @Post('instructions/:instructionId/lifted')
  @ApiWrite()
  @ApiOperation({ summary: 'She lifts an instruction' })
  async lift(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('instructionId', UuidPipe) instructionId: string,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordForHer(caseId, (today) => liftInstruction({ caseId, instructionId }, today), expected);
    return written(await this.commands.execute(command), { caseId, instructionId });
  }

  @Post('areas-to-avoid')
  @ApiWrite()
  @ApiOperation({ summary: 'The areas she must avoid: all of them, each time. No reason is asked' })
  async avoid(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: AreasToAvoidRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordForHer(caseId, () => recordAreasToAvoid({ caseId, ...body }), expected);
    return written(await this.commands.execute(command), { caseId });
  }
}
