import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { current, CurrentAccount, Roles, UuidPipe, WaitsFor } from '@ttg/web/http';
import { ShowAgreements, type ShownAgreement } from '../agreements/show-agreements';
import { readers } from '../roles';
import { ShowSharing } from './show-sharing';

@ApiTags('sharing')
@Controller('api/v1/sharing/cases/:caseId')
@Roles(...readers)
export class SharingApi {
  constructor(private readonly queries: QueryBus) {}

  /** Who must not know, where she must not go, how she is reached, what she says, what was given to whom. */
  @Get()
  @ApiOperation({ summary: 'Her standing instructions and her own account' })
  async show(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() { role }: Account) {
    const { body, revision } = await this.queries.execute(new ShowSharing(caseId, role));
    return current(body, { revision });
  }

  /** Each is withdrawn where it stands: `withdrawAt` leads there. */
  @Get('agreements')
  @WaitsFor('sharing.agreements')
  @ApiOperation({ summary: 'All she has agreed to' })
  async agreements(@Param('caseId', UuidPipe) caseId: string): Promise<{ agreements: readonly ShownAgreement[] }> {
    return { agreements: await this.queries.execute(new ShowAgreements(caseId)) };
  }
}
