import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { dated } from '../dates';
import { HousingDayRequest, PlacementRejectionRequest, PlacementRequest } from './accommodation.dto';
import { RecordAccommodation } from './commands';
import { acceptPlacement, referForPlacement, rejectPlacement } from './placements';

/** Beds that were asked for: approved premises, CAS2, CAS3, a refuge. */
@ApiTags('housing')
@Roles('prison-resettlement', 'probation-practitioner')
@Controller('api/v1/housing/cases/:caseId/placement-referrals')
export class PlacementsApi {
  constructor(private readonly commands: CommandBus) {}

  /** Ask for a bed. */
  @Post()
  @ApiWrite()
  async refer(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: PlacementRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const placementReferralId = RequestContext.newId('placement-referral');
    const asked = { ...dated(body), caseId, placementReferralId };
    const when = { expected, on: asked.on };
    const command = new RecordAccommodation(caseId, (day) => referForPlacement(asked, day), when);
    const location = `/api/v1/housing/cases/${caseId}`;
    return written(await this.commands.execute(command), { caseId, placementReferralId }, { location });
  }

  /** The bed is promised. It counts when it is confirmed as accommodation. */
  @Post(':placementReferralId/acceptance')
  @ApiWrite()
  async accept(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('placementReferralId', UuidPipe) placementReferralId: string,
    @Body() body: HousingDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const accepted = { ...dated(body), caseId, placementReferralId };
    const when = { expected, on: accepted.on };
    const command = new RecordAccommodation(caseId, (day) => acceptPlacement(accepted, day), when);
    return written(await this.commands.execute(command), { caseId, placementReferralId });
  }

  /** The answer is no. */
  @Post(':placementReferralId/rejection')
  @ApiWrite()
  async reject(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('placementReferralId', UuidPipe) placementReferralId: string,
    @Body() body: PlacementRejectionRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const rejected = { ...dated(body), caseId, placementReferralId };
    const when = { expected, on: rejected.on };
    const command = new RecordAccommodation(caseId, (day) => rejectPlacement(rejected, day), when);
    return written(await this.commands.execute(command), { caseId, placementReferralId });
  }
}
