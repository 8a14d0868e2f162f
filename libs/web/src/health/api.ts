import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { EventStore, type ProjectionReport, ProjectionStatus } from '@ttg/event-sourcing';
import type { Response } from 'express';
import { Public } from '../http';

/** What is told to anybody who can reach the port: names of projections and counts, nothing of any case. */
interface ProjectionHealth extends Omit<ProjectionReport, 'flaggedCases'> {
  readonly flaggedCases: number;
}

interface Health {
  readonly status: 'up' | 'degraded' | 'down';
  /** Where the events are. */
  readonly store: EventStore['kind'];
  readonly projections: readonly ProjectionHealth[];
}

/** For load balancers and for whoever keeps the system running. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly projections: ProjectionStatus,
  ) {}

  /** The process answers: nothing else is asked. */
  @Get('live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  /** 200 when requests can be served: the database answers, and the tables are of this release. Else 503. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: 'up' | 'down' }> {
    const { projections, status } = await this.look();
    const isReady = status !== 'down' && projections.every(({ version, liveVersion }) => version === liveVersion);
    if (!isReady) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: isReady ? 'up' : 'down' };
  }

  /** How each projection stands. `degraded`: something is parked or paused, and the rest goes on. */
  @Get()
  async health(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.look();
    if (health.status === 'down') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return health;
  }

  private async look(): Promise<Health> {
    try {
      await this.store.lastPosition();
      const reports = await this.projections.all();
      const projections = reports.map(({ flaggedCases, ...report }) => ({
        ...report,
        flaggedCases: flaggedCases.length,
      }));
      const isDegraded = projections.some(({ parked, status }) => parked > 0 || status === 'paused');
      return { status: isDegraded ? 'degraded' : 'up', store: this.store.kind, projections };
    } catch {
      // Whatever it is, it is said in the log of what failed; here it would only tell strangers about our database.
      return { status: 'down', store: this.store.kind, projections: [] };
    }
  }
}
