import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, IsOneOf, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { EraseHerData } from './commands';
import { erasureAuthorities, erasureBases, type ErasePersonalData } from './erasure';

export class ErasureRequest {
  /** The ground on which it is erased. */
  @IsOneOf(erasureBases) basis!: ErasePersonalData['basis'];
  /** The office that decided it. */
  @IsOneOf(erasureAuthorities) authorisedBy!: ErasePersonalData['authorisedBy'];
}

@ApiTags('people')
@Controller('api/v1/people/persons/:personId/erasure')
@Roles('administrator')
export class ErasureApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({
    summary: 'Erase her personal data',
    description: 'Destroys her keys, for good: what was done stays, what it says of her reads `erased`.',
  })
  async erase(
    @Param('personId', UuidPipe) personId: string,
    @Body() body: ErasureRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    return written(await this.commands.execute(new EraseHerData(personId, body, expected)), { personId });
  }
}
