import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EventStore, type Position } from '../store/event-store';
import { Applying } from './applying';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionCreation } from './creation';
import { FirstBuild } from './first-build';
import { Following } from './following';
import { ProjectionRebuild } from './rebuild';
import { ProjectionSignals } from './signals';
import { Steps } from './steps';
import { ProjectionWaiter } from './waiter';

/**
 * Brings projections up to date when somebody asks, and at no other time. Whoever writes thousands of events and reads little in
 * between is spared the work of following each of them.
 */
@Injectable()
export class ProjectionsOnDemand {
  private readonly following = new Map<string, Following>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly applying: Applying,
    private readonly signals: ProjectionSignals,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
    private readonly rebuild: ProjectionRebuild,
    private readonly firstBuild: FirstBuild,
    private readonly steps: Steps,
  ) {}

  /** Resolves when every projection has its tables, in this release's version. */
  async prepare(): Promise<void> {
    await this.rebuild.clearLeftovers();
    for (const projection of this.catalogue.all()) {
      const { version } = await this.creation.createIfNew(projection);
      if (version < projection.version) await this.rebuild.rebuild(projection.name, { onlyIfOlder: true });
    }
  }

  /** Takes in all that is in the store now. Those who ask for the same projection take turns. */
  catchUp(name: string): Promise<void> {
    const turn = (this.turns.get(name) ?? Promise.resolve()).then(() => this.catchUpNow(name));
    this.turns.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private async catchUpNow(name: string): Promise<void> {
    const following = this.following.get(name) ?? (await this.follow(name));
    if (await following.catchUp()) return;
    // Another process moved it: what we thought we knew of its position is wrong.
    this.following.delete(name);
  }

  private async follow(name: string): Promise<Following> {
    const projection = this.catalogue.get(name);
    const { pool, store, applying, signals, steps } = this;
    const found = await this.creation.createIfNew(projection);
    const isDue = await this.firstBuild.isDue(projection, found);
    if (isDue) await this.firstBuild.build(projection);
    const row = isDue ? await this.creation.createIfNew(projection) : found;
    const following = await Following.from({ pool, store, applying, signals, steps }, projection, row);
    this.following.set(name, following);
    return following;
  }
}

/** Who waits for a projection brings it up to date herself. */
export class OnDemandWaiter extends ProjectionWaiter {
  constructor(
    pool: Pool,
    store: EventStore,
    signals: ProjectionSignals,
    private readonly onDemand: ProjectionsOnDemand,
  ) {
    super(pool, store, signals);
  }

  override async waitFor(name: string, position: Position, timeoutMs: number): Promise<boolean> {
    if (await super.waitFor(name, position, 0)) return true;
    await this.onDemand.catchUp(name);
    return super.waitFor(name, position, timeoutMs);
  }
}
