import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { recorders } from '../roles';
import { CorrectDetailsOf } from './commands';
import { correctionIn, CorrectionRequest } from './requests';

@ApiTags('people')
@Controller('api/v1/people/persons/:personId/corrections')
@Roles(...recorders)
export class CorrectionsApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'Something recorded of her was wrong',
    description:
      'Appends a correction: what was wrong is shown and found nowhere from then on, and who asked, and why, is kept.',
  })
  async correct(
    @Param('personId', UuidPipe) personId: string,
    @Body() body: CorrectionRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const { askedBy, why } = body;
    const command = new CorrectDetailsOf(personId, { correction: correctionIn(body), askedBy, why }, expected);
    return written(await this.commands.execute(command), { personId });
  }
}
