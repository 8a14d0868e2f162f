import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { recorders } from '../roles';
import { AddIdentifier, WithdrawIdentifierOf } from './commands';
import { identifierIn, IdentifierRequest, IdentifierWithdrawalRequest } from './requests';

@ApiTags('people')
@Controller('api/v1/people/persons/:personId')
@Roles(...recorders)
export class IdentifiersApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('identifiers')
  @ApiWrite()
  @ApiOperation({
    summary: 'Another number of hers',
    description: 'She may have had several of a kind: a prison number changes, CRNs are given anew.',
  })
  async add(
    @Param('personId', UuidPipe) personId: string,
    @Body() body: IdentifierRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new AddIdentifier(personId, identifierIn(body), expected);
    return written(await this.commands.execute(command), { personId });
  }

  @Post('identifier-withdrawals')
  @ApiWrite()
  @ApiOperation({
    summary: 'A number is not hers, or not any more',
    description: 'From then on she is not found by it, and another woman may have it.',
  })
  async withdraw(
    @Param('personId', UuidPipe) personId: string,
    @Body() body: IdentifierWithdrawalRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const withdrawal = { ...identifierIn(body), reason: body.reason };
    const command = new WithdrawIdentifierOf(personId, withdrawal, expected);
    return written(await this.commands.execute(command), { personId });
  }
}
