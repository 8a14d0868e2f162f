import { Injectable, Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { keepTrying } from '../background/keep-trying';
import { pause } from '../background/pause';
import { stopperOfMany } from '../background/stopper';
import { EventStore } from '../store/event-store';
import { orAbandoned } from './abandon';
import { Applying } from './applying';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionCreation } from './creation';
import { FirstBuild } from './first-build';
import { Following } from './following';
import { Leadership } from './leadership';
import type { PositionRow } from './positions';
import type { Projection } from './projection';
import { ProjectionRebuild } from './rebuild';
import { ProjectionSignals } from './signals';
import { Steps } from './steps';

/** How long to leave a projection to whoever moved it, or paused it, before looking again. Milliseconds. */
const lookAgain = 250;

/** Runs every projection of this process that no other process runs, each in a loop of its own. */
@Injectable()
export class ProjectionRunner {
  /** How long a batch in hand is waited for when all is to stop; then its connection is cut. Milliseconds. */
  protected readonly patience: number = 5_000;

  private readonly logger = new Logger('Projections');
  private stopping = stopperOfMany();
  private abandoning = stopperOfMany();
  private running: readonly Promise<void>[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly applying: Applying,
    private readonly signals: ProjectionSignals,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
    private readonly rebuild: ProjectionRebuild,
    private readonly firstBuild: FirstBuild,
    private readonly leadership: Leadership,
    private readonly steps: Steps,
  ) {}

  /** Resolves when every projection has its tables, so that pages can be read; the loops go on from there. */
  async start(): Promise<void> {
    this.stopping = stopperOfMany();
    this.abandoning = stopperOfMany();
    await this.rebuild.clearLeftovers();
    const projections = this.catalogue.all();
    for (const projection of projections) await this.creation.createIfNew(projection);
    const [{ signal }, { signal: abandon }] = [this.stopping, this.abandoning];
    this.running = projections.map((projection) =>
      keepTrying(projection.name, signal, () => orAbandoned(this.keepUp(projection, signal), abandon)),
    );
  }

  /** Resolves when every batch in hand is committed; or, where that takes longer than anybody waits, rolled back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const ended = Promise.all(this.running);
    const done = new AbortController();
    await Promise.race([ended.finally(() => done.abort()), pause(this.patience, done.signal)]);
    if (!done.signal.aborted) this.logger.warn('A projection did not stop; its batch is rolled back.');
    this.abandoning.abort();
    await ended;
    await this.leadership.close();
  }

  private async keepUp(projection: Projection, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // Whoever starts a new version rebuilds it: the old release leads until the tables are switched.
      const row = await this.bringToVersion(projection, signal);
      if (row.version > projection.version) {
        this.logger.error(
          `${projection.name} stands at version ${row.version}, of a newer release; this process has version ${projection.version} and leaves it alone.`,
        );
        return;
      }
      if (row.version < projection.version) await pause(lookAgain, signal);
      else await this.leadership.lead(projection.name, signal, (leads) => this.leadOn(projection, leads));
    }
  }

  private async bringToVersion(projection: Projection, signal: AbortSignal): Promise<PositionRow> {
    const row = await this.creation.createIfNew(projection);
    if (row.version >= projection.version) return row;
    const { signal: abandon } = this.abandoning;
    await this.rebuild.rebuild(projection.name, { signal, abandon, onlyIfOlder: true });
    return this.creation.createIfNew(projection);
  }

  /** Follows the store as the one who leads, until there are tables of another version. */
  private async leadOn(projection: Projection, leads: AbortSignal): Promise<void> {
    await this.steps.at('leads', projection.name);
    while (!leads.aborted) {
      const row = await this.creation.createIfNew(projection);
      if (row.version !== projection.version) return;
      if (await this.firstBuild.isDue(projection, row)) await this.build(projection, leads);
      else if (row.status === 'live') await this.follow(projection, row, leads);
      await pause(lookAgain, leads);
    }
  }

  private build(projection: Projection, leads: AbortSignal): Promise<void> {
    return this.firstBuild.build(projection, { signal: leads, abandon: this.abandoning.signal });
  }

  private async follow(projection: Projection, row: PositionRow, leads: AbortSignal): Promise<void> {
    const { pool, store, applying, signals, steps } = this;
    const { signal: abandon } = this.abandoning;
    const following = await Following.from({ pool, store, applying, signals, steps, abandon }, projection, row);
    if (row.lanes === projection.lanes) return following.run(leads);
    // With another number of lanes it is begun anew from what is stored.
    await following.evenOut(projection.lanes);
  }
}
