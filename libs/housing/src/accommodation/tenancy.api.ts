import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'Her tenancy, and whether she may lose it' })
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

  @Post('kept')
  @ApiWrite()
  @ApiOperation({ summary: 'Her tenancy is kept' })
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

  @Post('end')
  @ApiWrite()
  @ApiOperation({ summary: 'Her tenancy has ended' })
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
