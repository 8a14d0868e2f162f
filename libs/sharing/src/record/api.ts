import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import {
  ApiWrite,
  current,
  CurrentAccount,
  IfMatch,
  Roles,
  UuidPipe,
  WaitsFor,
  written,
  type WrittenAnswer,
} from '@ttg/web/http';
import { ListAgreements } from '../agreements/list-agreements';
import { recordDisclosure } from '../disclosures/disclosures';
import { DisclosureRequest } from '../requests';
import { caseWorkers, readers } from '../roles';
import { RecordForHer } from './record-for-her';
import { ShowRecord } from './show-record';

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
export class RecordApi {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Roles(...readers)
  @ApiOperation({
    summary: 'Her standing instructions, her safe contact and her own account',
    description:
      'What she has instructed. Sealed words are opened for those whose work needs them; to others they read `withheld`.',
  })
  async show(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() { role }: Account) {
    const { body, revision } = await this.queries.execute(new ShowRecord(caseId, role));
    return current(body, { revision });
  }

  @Get('agreements')
  @Roles(...readers)
  @WaitsFor('sharing.agreements')
  @ApiOperation({ summary: 'All she has agreed to', description: 'Each with a link to where it is withdrawn.' })
  async agreements(@Param('caseId', UuidPipe) caseId: string) {
    return { caseId, agreements: await this.queries.execute(new ListAgreements(caseId)) };
  }

  @Post('disclosures')
  @Roles(...caseWorkers)
  @ApiWrite()
  @ApiOperation({ summary: 'Something was shared: with whom, what, and on what ground' })
  async disclosed(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: DisclosureRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const command = new RecordForHer(caseId, (today) => recordDisclosure({ caseId, ...body }, today), expected);
    return written(await this.commands.execute(command), { caseId });
  }
}
