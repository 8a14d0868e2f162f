import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Account } from '@ttg/access';
import { InvalidCommand, NotFound } from '@ttg/event-sourcing';
import { CurrentAccount, Roles, UuidPipe, WaitsFor } from '@ttg/web/http';
import { readCursor } from '../referral-inbox/cursor';
import { ListReferrals, type ReferralList } from '../referral-inbox/list-referrals';
import { ReferralListQuery } from '../referral-inbox/referral-list.dto';
import { ShowReferral } from './show-referral';

const usualPage = 50;

class CouncilNotSaid extends InvalidCommand {
  readonly code = 'council-not-said';
  readonly field = 'council';

  constructor() {
    super('Say which council: its code, such as council=E09000028 for Southwark.');
  }
}

/** Referrals, as whoever asks may see them. */
@ApiTags('housing')
@Controller('api/v1/housing/referrals')
export class ReadingApi {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles('council-housing', 'prison-resettlement', 'probation-practitioner', 'probation-manager')
  @WaitsFor('housing.referral-inbox')
  @ApiOperation({ summary: 'The referrals sent to a council, oldest first', description: 'A council sees its own.' })
  list(
    @Query() { council, limit, cursor }: ReferralListQuery,
    @CurrentAccount() reader: Account,
  ): Promise<ReferralList> {
    const own = reader.role === 'council-housing' ? reader.organisation : undefined;
    const asked = council?.trim().toUpperCase() ?? own;
    if (asked === undefined) throw new CouncilNotSaid();
    if (own !== undefined && asked !== own) throw new NotFound('list of referrals');
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const page = { limit: limit ?? usualPage, after, toCouncil: own !== undefined };
    return this.queries.execute(new ListReferrals(asked, page));
  }

  @Get(':referralId')
  @Roles('council-housing', 'prison-resettlement', 'probation-practitioner', 'probation-manager', 'domestic-abuse-lead')
  @ApiOperation({
    summary: 'One referral',
    description: 'A council sees those sent to it, as long as her agreements stand.',
  })
  show(@Param('referralId', UuidPipe) referralId: string, @CurrentAccount() reader: Account) {
    return this.queries.execute(new ShowReferral(referralId, reader));
  }
}
