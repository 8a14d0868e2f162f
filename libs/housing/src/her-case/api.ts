import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { CurrentAccount, Roles, UuidPipe, WaitsFor } from '@ttg/web/http';
import { ShowHousing } from './show-case';

/** Housing's part of a case. */
@ApiTags('housing')
@Controller('api/v1/housing/cases')
export class HousingCaseApi {
  constructor(private readonly queries: QueryBus) {}

  @Get(':caseId')
  @Roles('prison-resettlement', 'probation-practitioner', 'probation-manager', 'domestic-abuse-lead')
  @WaitsFor('housing.referral-inbox', 'housing.instructions')
  @ApiOperation({ summary: 'Her tenancy, the places confirmed and asked for, and her referrals' })
  show(@Param('caseId', UuidPipe) caseId: string, @CurrentAccount() reader: Account) {
    return this.queries.execute(new ShowHousing(caseId, reader));
  }
}
