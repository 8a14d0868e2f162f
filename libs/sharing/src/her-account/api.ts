import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, IsId, IsPlainText, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { listeners } from '../roles';
import { AddHerAccount, RecordHerDisagreement } from './commands';

/** Characters. Her account is kept whole: a book of two hundred pages fits. */
const longest = 400_000;

export class HerAccountRequest {
  @IsPlainText({ max: longest }) herWords!: string;
}

export class DisagreementRequest {
  /** The entry in her record: the id of its event. */
  @IsId() disputes!: string;
  @IsPlainText({ max: longest }) herWords!: string;
}

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
@Roles(...listeners)
export class HerAccountApi {
  constructor(private readonly commands: CommandBus) {}

  /** Kept whole and to the letter. Nobody edits it, and another account is put beside it. */
  @Post('her-account')
  @ApiWrite()
  @ApiOperation({ summary: 'Her own account' })
  async add(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { herWords }: HerAccountRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const accountId = RequestContext.newId('account');
    const result = await this.commands.execute(new AddHerAccount(caseId, accountId, herWords, expected));
    return written(result, { caseId, accountId }, { location: `/api/v1/sharing/cases/${caseId}` });
  }

  /** Stands beside what it disputes. */
  @Post('disagreements')
  @ApiWrite()
  @ApiOperation({ summary: 'She disagrees with an entry in her record' })
  async disagree(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() { disputes, herWords }: DisagreementRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const disagreementId = RequestContext.newId('disagreement');
    const command = new RecordHerDisagreement({ caseId, disagreementId, disputes, herWords }, expected);
    const result = await this.commands.execute(command);
    return written(result, { caseId, disagreementId }, { location: `/api/v1/sharing/cases/${caseId}` });
  }
}
