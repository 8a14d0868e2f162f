import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { RecordForHer } from '../record/record-for-her';
import { DisagreementRequest, HerAccountRequest } from '../requests';
import { caseWorkers } from '../roles';
import { Disagree } from './disagree';
import { addHerAccount } from './her-account';

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
@Roles(...caseWorkers)
export class HerAccountApi {
  constructor(private readonly commands: CommandBus) {}

  @Post('accounts')
  @ApiWrite()
  @ApiOperation({ summary: 'Her own account, kept whole; nobody can change it, she can add another' })
  async add(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { herWords }: HerAccountRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const accountId = RequestContext.newId('account');
    const command = new RecordForHer(caseId, () => addHerAccount({ caseId, accountId, herWords }), expected);
    return written(await this.commands.execute(command), { caseId, accountId }, { status: 201 });
  }

  @Post('disagreements')
  @ApiWrite()
  @ApiOperation({ summary: 'She disagrees with something that is recorded' })
  async disagree(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { disputes, herWords }: DisagreementRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const disagreementId = RequestContext.newId('disagreement');
    const disagreement = { caseId, disagreementId, disputes, herWords };
    return written(
      await this.commands.execute(new Disagree(disagreement, expected)),
      { caseId, disagreementId },
      { status: 201 },
    );
  }
}
