import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, IsId, IsOneOf, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { recorders } from '../roles';
import { MergePersons } from './commands';
import type { MergeRecords } from './merge';

export class MergeRequest {
  /** The record that will point to this one. */
  @IsId() removedPersonId!: string;
  /** How it came to light. */
  @IsOneOf(['prisoner-merged', 'booking-moved', 'found-by-staff']) source!: MergeRecords['source'];
}

@ApiTags('people')
@Controller('api/v1/people/persons/:personId/merges')
@Roles(...recorders)
export class MergesApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'Two records are of one woman',
    description: 'This record is kept; the other one points to it from then on. Nothing that was stored changes.',
  })
  async merge(
    @Param('personId', UuidPipe) personId: string,
    @Body() { removedPersonId, source }: MergeRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new MergePersons({ personId, removedPersonId, source }, expected);
    return written(await this.commands.execute(command), { personId });
  }
}
