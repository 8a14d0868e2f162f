import { Injectable, Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { keepTrying } from '../background/keep-trying';
import { pause } from '../background/pause';
import { stopperOfMany } from '../background/stopper';
import { EventStore } from '../store/event-store';
import { Applying } from './applying';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionCreation } from './creation';
import { Following } from './following';
import type { PositionRow } from './positions';
import type { Projection } from './projection';
import { ProjectionRebuild } from './rebuild';
import { ProjectionSignals } from './signals';

/** How long to leave a projection to whoever moved it, or paused it, before looking again. Milliseconds. */
const lookAgain = 250;

/** Runs every projection of this process, each in a loop of its own. */
@Injectable()
export class ProjectionRunner {
  private readonly logger = new Logger('Projections');
  private stopping = stopperOfMany();
  private running: readonly Promise<void>[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly applying: Applying,
    private readonly signals: ProjectionSignals,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
    private readonly rebuild: ProjectionRebuild,
  ) {}

  /** Resolves when every projection has its tables, so that pages can be read; the loops go on from there. */
  async start(): Promise<void> {
    this.stopping = stopperOfMany();
    await this.rebuild.clearLeftovers();
    const projections = this.catalogue.all();
    for (const projection of projections) await this.creation.createIfNew(projection);
    const { signal } = this.stopping;
    this.running = projections.map((projection) =>
      keepTrying(projection.name, signal, () => this.keepUp(projection, signal)),
    );
  }

  /** Resolves when every batch in hand is committed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async keepUp(projection: Projection, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const row = await this.bringToVersion(projection, signal);
      if (row.version > projection.version) {
        this.logger.error(
          `${projection.name} stands at version ${row.version}, of a newer release; this process has version ${projection.version} and leaves it alone.`,
        );
        return;
      }
      if (row.version === projection.version && row.status === 'live') await this.follow(projection, row, signal);
      await pause(lookAgain, signal);
    }
  }

  private async bringToVersion(projection: Projection, signal: AbortSignal): Promise<PositionRow> {
    const row = await this.creation.createIfNew(projection);
    if (row.version >= projection.version) return row;
    await this.rebuild.rebuild(projection.name, { signal, onlyIfOlder: true });
    return this.creation.createIfNew(projection);
  }

  private follow(projection: Projection, row: PositionRow, signal: AbortSignal): Promise<void> {
    const { pool, store, applying, signals } = this;
    return new Following({ pool, store, applying, signals }, projection, row).run(signal);
  }
}
