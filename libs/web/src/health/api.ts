import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { EventStore, type ProjectionReport, ProjectionStatus } from '@ttg/event-sourcing';
import type { Response } from 'express';
import { Pool } from 'pg';
import { Public } from '../http';
import { type Fault, Faults } from './faults';
import { type NotReady, projectionsNotReady } from './not-ready';
import { type RelayHealth, Relays } from './relays';

/** What is told to anybody who can reach the port: names of projections and counts, nothing of any case. */
interface ProjectionHealth extends Omit<ProjectionReport, 'flaggedCases'> {
  readonly flaggedCases: number;
}

interface Health {
  readonly status: 'up' | 'degraded' | 'down';
  /** Where the events are. */
  readonly store: EventStore['kind'];
  readonly projections: readonly ProjectionHealth[];
  /** How far those that publish are behind, where they run. */
  readonly relays?: readonly RelayHealth[];
  /** What does not work as it should beside them: nothing of any case, and no secret. */
  readonly faults: readonly Fault[];
}

interface Ready {
  readonly status: 'up' | 'down';
  /** Where it is down. */
  readonly notReady?: readonly NotReady[];
}

/** For load balancers and for whoever keeps the system running. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly projections: ProjectionStatus,
    private readonly pool: Pool,
    private readonly faults: Faults,
    private readonly relays: Relays,
  ) {}

  /** The process answers: nothing else is asked. */
  @Get('live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  /**
   * 200 when requests can be served: the database and the event store answer, and every projection's rows are of this release
   * and no more than a minute behind. Else 503, with the parts that are not ready.
   */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Ready> {
    const notReady = await this.partsNotReady();
    if (notReady.length === 0) return { status: 'up' };
    response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'down', notReady };
  }

  /** How each projection stands. `degraded`: something is parked, paused or kept from Kafka, and the rest goes on. */
  @Get()
  async health(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.look();
    if (health.status === 'down') response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return health;
  }

  private async partsNotReady(): Promise<readonly NotReady[]> {
    const asked = await Promise.allSettled([this.pool.query('select'), this.store.lastPosition()]);
    const silent = ['database', 'event store'].filter((_, index) => asked[index]?.status === 'rejected');
    if (silent.length > 0) return silent.map((part) => ({ part, why: 'it does not answer' }));
    try {
      return projectionsNotReady(await this.projections.all());
    } catch {
      return [{ part: 'database', why: 'it does not answer' }];
    }
  }

  private async look(): Promise<Health> {
    try {
      await this.store.lastPosition();
      const reports = await this.projections.all();
      const projections = reports.map(({ flaggedCases, ...report }) => ({
        ...report,
        flaggedCases: flaggedCases.length,
      }));
      const relays = await this.relays.now();
      const faults = this.allFaults();
      const isDegraded =
        faults.length > 0 || projections.some(({ parked, status }) => parked > 0 || status === 'paused');
      return {
        status: isDegraded ? 'degraded' : 'up',
        store: this.store.kind,
        projections,
        ...(relays.length > 0 && { relays }),
        faults,
      };
    } catch {
      // Whatever it is, it is said in the log of what failed; here it would only tell strangers about our database.
      return { status: 'down', store: this.store.kind, projections: [], faults: this.allFaults() };
    }
  }

  private allFaults(): readonly Fault[] {
    const { fault } = this.store;
    return [...(fault === undefined ? [] : [{ part: 'event store', why: fault }]), ...this.faults.now()];
  }
}
