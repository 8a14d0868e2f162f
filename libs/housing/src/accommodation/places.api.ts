import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type IsoDate, RequestContext } from '@ttg/event-sourcing';
import { ApiWrite, IfMatch, Roles, UuidPipe, written, type WrittenAnswer } from '@ttg/web/http';
import { dated, dayOf } from '../dates';
import type { OnThatDay } from '../on-that-day';
import {
  ConfirmAccommodationRequest,
  EndingRequest,
  HousingDayRequest,
  RedateRequest,
  AccommodationSafetyRequest,
} from './accommodation.dto';
import { RecordAccommodation } from './commands';
import type { AccommodationDecision } from './her-accommodation';
import {
  answerWhetherSafe,
  confirmAccommodation,
  endAccommodation,
  loseAccommodation,
  redateAccommodation,
  startAccommodation,
} from './places';

/** The places that are confirmed for her, and what becomes of them. */
@ApiTags('housing')
@Roles('prison-resettlement', 'probation-practitioner')
@Controller('api/v1/housing/cases/:caseId/accommodation')
export class PlacesApi {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiWrite()
  @ApiOperation({ summary: 'A place is hers from a day on' })
  async confirm(
    @Param('caseId', UuidPipe) caseId: string,
    @Body() body: ConfirmAccommodationRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const accommodationId = RequestContext.newId('accommodation');
    const confirmed = { ...body, ...nights(body), type: body.type.trim().toUpperCase(), caseId, accommodationId };
    const command = new RecordAccommodation(caseId, (day) => confirmAccommodation(confirmed, day), { expected });
    const location = `/api/v1/housing/cases/${caseId}`;
    return written(await this.commands.execute(command), { caseId, accommodationId }, { location });
  }

  @Post(':accommodationId/redate')
  @ApiWrite()
  @ApiOperation({ summary: 'Other days for the same place' })
  redate(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('accommodationId', UuidPipe) accommodationId: string,
    @Body() body: RedateRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const place = { caseId, accommodationId, ...nights(body) };
    return this.record(place, (day) => redateAccommodation(place, day), { expected });
  }

  @Post(':accommodationId/safety')
  @ApiWrite()
  @ApiOperation({ summary: 'What she says when she is asked again whether it is safe' })
  safety(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('accommodationId', UuidPipe) accommodationId: string,
    @Body() body: AccommodationSafetyRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const place = { caseId, accommodationId };
    return this.record(place, () => answerWhetherSafe({ ...place, ...body }), { expected });
  }

  @Post(':accommodationId/fell-through')
  @ApiWrite()
  @ApiOperation({ summary: 'The place will not be hers after all' })
  fellThrough(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('accommodationId', UuidPipe) accommodationId: string,
    @Body() body: EndingRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const lost = { caseId, accommodationId, ...dated(body) };
    return this.record(lost, (day) => loseAccommodation(lost, day), { expected, on: lost.on });
  }

  @Post(':accommodationId/start')
  @ApiWrite()
  @ApiOperation({ summary: 'She has moved into the place' })
  start(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('accommodationId', UuidPipe) accommodationId: string,
    @Body() body: HousingDayRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const started = { caseId, accommodationId, ...dated(body) };
    return this.record(started, (day) => startAccommodation(started, day), { expected, on: started.on });
  }

  @Post(':accommodationId/end')
  @ApiWrite()
  @ApiOperation({ summary: 'She has left the place' })
  end(
    @Param('caseId', UuidPipe) caseId: string,
    @Param('accommodationId', UuidPipe) accommodationId: string,
    @Body() body: EndingRequest,
    @IfMatch() expected?: number,
  ): Promise<WrittenAnswer> {
    const ended = { caseId, accommodationId, ...dated(body) };
    return this.record(ended, (day) => endAccommodation(ended, day), { expected, on: ended.on });
  }

  private async record(
    { caseId, accommodationId }: { readonly caseId: string; readonly accommodationId: string },
    decide: (day: OnThatDay) => AccommodationDecision,
    when: { readonly expected?: number; readonly on?: IsoDate },
  ): Promise<WrittenAnswer> {
    const result = await this.commands.execute(new RecordAccommodation(caseId, decide, when));
    return written(result, { caseId, accommodationId });
  }
}

const nights = ({ from, to }: { readonly from: string; readonly to?: string }) => ({
  from: dayOf(from),
  to: to === undefined ? undefined : dayOf(to),
});
