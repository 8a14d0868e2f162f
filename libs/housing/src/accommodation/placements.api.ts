import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'Ask for a bed' })
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

  @Post(':placementReferralId/acceptance')
  @ApiWrite()
  @ApiOperation({ summary: 'The bed is promised', description: 'It counts when it is confirmed as accommodation.' })
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

  @Post(':placementReferralId/rejection')
  @ApiWrite()
  @ApiOperation({ summary: 'There is no bed for her' })
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
