import { Body, Controller, Get, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  NotFound,
  ProjectionParking,
  ProjectionPause,
  type ProjectionReport,
  ProjectionStatus,
  ProjectionWorks,
  type Work,
} from '@ttg/event-sourcing';
import { Roles, UuidPipe, written, type WrittenAnswer } from '../http';
import { ApiAnswer, ApiBegun, ApiDone, projectionSchema, projectionsSchema, workSchema } from './describe';
import { ProjectionPipe } from './projection.pipe';
import { ParkRequest, RetryRequest } from './requests';

const address = 'api/v1/admin/projections';

/** Read models, for whoever keeps the system running: how they stand, and what to do about it. */
@ApiTags('admin')
@Roles('administrator')
@Controller(address)
export class ProjectionsApi {
  constructor(
    private readonly status: ProjectionStatus,
    private readonly pausing: ProjectionPause,
    private readonly parking: ProjectionParking,
    private readonly works: ProjectionWorks,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every projection: position, lag and what is parked' })
  @ApiAnswer(200, 'How they stand.', projectionsSchema)
  async all(): Promise<{ readonly projections: readonly ProjectionReport[] }> {
    return { projections: await this.status.all() };
  }

  @Get(':name')
  @ApiOperation({ summary: 'One projection: position, lag and the cases that are held back' })
  @ApiAnswer(200, 'How it stands.', projectionSchema)
  one(@Param('name', ProjectionPipe) name: string): Promise<ProjectionReport> {
    return this.status.one(name);
  }

  @Post(':name/pause')
  @ApiOperation({ summary: 'Let a projection stand still; the others go on' })
  @ApiDone('status', 'paused')
  async pause(@Param('name', ProjectionPipe) name: string): Promise<WrittenAnswer> {
    await this.pausing.pause(name);
    return done({ status: 'paused' });
  }

  @Post(':name/resume')
  @ApiOperation({ summary: 'Let a paused projection go on' })
  @ApiDone('status', 'live')
  async resume(@Param('name', ProjectionPipe) name: string): Promise<WrittenAnswer> {
    await this.pausing.resume(name);
    return done({ status: 'live' });
  }

  @Post(':name/park')
  @ApiOperation({ summary: 'Hold back what comes to a case from now on; the other cases go on' })
  @ApiDone('caseId', 'The case that is held back.')
  async park(@Param('name', ProjectionPipe) name: string, @Body() { caseId }: ParkRequest): Promise<WrittenAnswer> {
    await this.parking.park(name, caseId);
    return done({ caseId });
  }

  @Post(':name/rebuild')
  @ApiOperation({
    summary: 'Replay every event into new tables beside the live ones, then switch',
    description:
      'Readers see the old rows or the new ones. Where a rebuild is under way, it is the one you are told of.',
  })
  @ApiBegun()
  async rebuild(@Param('name', ProjectionPipe) name: string): Promise<WrittenAnswer> {
    return begun(await this.works.rebuild(name));
  }

  @Post(':name/retry')
  @ApiOperation({
    summary: 'Replay the parked events, case by case, each up to the first that fails again',
    description: 'What an operator parked is let go by its id alone.',
  })
  @ApiBegun()
  async retry(@Param('name', ProjectionPipe) name: string, @Body() { caseId }: RetryRequest): Promise<WrittenAnswer> {
    return begun(await this.works.retry(name, caseId));
  }

  @Get(':name/works/:work')
  @ApiOperation({ summary: 'A rebuild or a retry: whether it goes on, and what came of it' })
  @ApiAnswer(200, 'How it stands; kept for 30 days.', workSchema)
  async work(@Param('name', ProjectionPipe) name: string, @Param('work', UuidPipe) id: string): Promise<Work> {
    const work = await this.works.find(name, id);
    if (!work) throw new NotFound('work on this projection');
    return work;
  }
}

/** No stream was written: there is no revision and no position to tell. */
const nothing = { stream: '', revision: -1, alreadyWritten: false };

const done = (ids: Readonly<Record<string, string>>): WrittenAnswer => written(nothing, ids);

const begun = ({ id, projection }: Work): WrittenAnswer =>
  written(nothing, { work: id }, { status: HttpStatus.ACCEPTED, location: `/${address}/${projection}/works/${id}` });
