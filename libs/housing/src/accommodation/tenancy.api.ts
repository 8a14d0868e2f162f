import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { dated } from '../dates';
import { HousingDayRequest, TenancyEndRequest, TenancyRequest } from './accommodation.dto';
import { RecordAccommodation } from './commands';
import { endTenancy, keepTenancy, recordTenancy } from './tenancy';

/** The home she holds from before custody. */
@ApiTags('housing')
@Roles('prison-resettlement', 'probation-practitioner')
@Controller('api/v1/housing/cases/:caseId/tenancy')
export class TenancyApi {
  constructor(private readonly commands: CommandBus) {}

  /** Record it, and whether she may lose it. */
  @Post()
  @ApiWrite()
  async record(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: TenancyRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const tenancy = { ...dated(body), caseId };
    const when = { expected, on: tenancy.on };
    const result = await this.commands.execute(
      new RecordAccommodation(caseId, (day) => recordTenancy(tenancy, day), when),
    );
    return written(result, { caseId });
  }

  /** It stays hers. */
  @Post('kept')
  @ApiWrite()
  async keep(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: HousingDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const kept = { ...dated(body), caseId };
    const when = { expected, on: kept.on };
    const result = await this.commands.execute(new RecordAccommodation(caseId, (day) => keepTenancy(kept, day), when));
    return written(result, { caseId });
  }

  /** It is over. */
  @Post('end')
  @ApiWrite()
  async end(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: TenancyEndRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ended = { ...dated(body), caseId };
    const when = { expected, on: ended.on };
    const result = await this.commands.execute(new RecordAccommodation(caseId, (day) => endTenancy(ended, day), when));
    return written(result, { caseId });
  }
}
