import { Injectable, Logger } from '@nestjs/common';
import { type ClientBase, Pool } from 'pg';
import { pause } from '../background/pause';
import { EventStore } from '../store/event-store';
import { Applying } from './applying';
import { ProjectionCatalogue, typesOf } from './catalogue';
import { ProjectionCreation } from './creation';
import { compact, dropShadow, makeShadowTables, tryLock, unlock } from './making-tables';
import { type PositionRow, readPosition } from './positions';
import type { Projection } from './projection';
import { noteRebuild, RebuildTables } from './rebuild-tables';
import { type RebuildProgress, Replay } from './replay';
import { ProjectionSignals } from './signals';
import { Steps } from './steps';
import { TablesOfAnotherVersion } from './tables-of-another-version';
import { TakeOver } from './take-over';
import { inTransaction, withConnection } from './transaction';

/** How often to ask whether another process has done rebuilding the same projection. Milliseconds. */
const waitForOthers = 200;
/** How long to leave readers alone before taking over is tried again. Milliseconds. */
const waitForReaders = 200;

const leftoversStatement = `
  select name
  from projections.rebuilds`;

const endStatement = `
  delete from projections.rebuilds
  where name = $1`;

const forgetParkedStatement = `
  delete from projections.parked
  where projection = $1 and rebuilding`;

export interface RebuildOptions {
  /** Ends it between two batches. */
  readonly signal?: AbortSignal;
  /** Cuts it off where it is. */
  readonly abandon?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Do nothing if the live tables have the projection's version by the time it is our turn. */
  readonly onlyIfOlder?: boolean;
  /** Do nothing if the projection has taken in anything by the time it is our turn; end it when the projection is paused. */
  readonly onlyIfNew?: boolean;
}

/**
 * Rebuilds a projection beside its live tables, from the first event, and puts the new tables in their place when they have
 * caught up. Readers see the old rows or the new ones; whatever goes wrong, the live tables go on and it can be started again.
 */
@Injectable()
export class ProjectionRebuild {
  private readonly logger = new Logger('Projections');
  /** One rebuild at a time in a process: each keeps a connection for as long as it lasts. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly applying: Applying,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
    private readonly signals: ProjectionSignals,
    private readonly steps: Steps,
  ) {}

  /**
   * Waits while the same projection is being rebuilt elsewhere.
   * @returns the number of events replayed; nothing if there was nothing to do or the signal aborted.
   * @throws UnknownProjection, and TablesOfAnotherVersion where a newer release has made them.
   */
  async rebuild(name: string, options: RebuildOptions = {}): Promise<number | undefined> {
    const projection = this.catalogue.get(name);
    await this.creation.createIfNew(projection);
    const turn = this.turn.then(() =>
      withConnection(this.pool, (client) => this.whenLocked(client, projection, options), options.abandon),
    );
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  /** Takes away what a rebuild left behind that crashed, unless it is one that goes on elsewhere. */
  async clearLeftovers(): Promise<void> {
    await withConnection(this.pool, async (client) => {
      const { rows } = await client.query<{ name: string }>(leftoversStatement);
      const known = new Map<string, Projection>(
        this.catalogue.all().map((projection) => [projection.name, projection]),
      );
      for (const { name } of rows) {
        const projection = known.get(name);
        if (!projection || !(await tryLock(client, name))) continue;
        await this.forget(client, projection);
        await unlock(client, name);
      }
    });
  }

  private async whenLocked(
    client: ClientBase,
    projection: Projection,
    options: RebuildOptions,
  ): Promise<number | undefined> {
    const { signal } = options;
    while (!(await tryLock(client, projection.name))) {
      if (signal?.aborted) return undefined;
      await pause(waitForOthers, signal);
    }
    try {
      const row = await readPosition(client, projection.name);
      if (!isWanted(projection, row, options)) return undefined;
      // A process of the release before works on beside the newer one, whose readers want the columns of theirs.
      if (row && row.version > projection.version) throw new TablesOfAnotherVersion(projection, row.version);
      return await this.runOrForget(client, projection, options);
    } finally {
      // On a connection that broke there is no lock left to give back.
      await unlock(client, projection.name).catch(() => undefined);
    }
  }

  private async runOrForget(
    client: ClientBase,
    projection: Projection,
    options: RebuildOptions,
  ): Promise<number | undefined> {
    let replayed: number | undefined;
    try {
      replayed = await this.run(client, projection, options);
      return replayed;
    } finally {
      // Where the connection broke, the next start takes away what is left.
      if (replayed === undefined) await this.forget(client, projection).catch(() => undefined);
    }
  }

  private async run(
    client: ClientBase,
    projection: Projection,
    { signal, abandon, onProgress, onlyIfNew = false }: RebuildOptions,
  ): Promise<number | undefined> {
    this.logger.log(`${projection.name} is being rebuilt in version ${projection.version}.`);
    const { pool, applying, steps } = this;
    const { made, startedAt } = await this.begin(client, projection);
    const target = { client, projection, rebuilding: true };
    const tables = new RebuildTables({ pool, applying, steps, abandon }, target, startedAt);
    const replay = new Replay(this.store, tables, typesOf(projection));
    const takeOver = new TakeOver(target, made, replay, steps, onlyIfNew ? 'stays-parked' : 'let-go');
    let isCompact = false;
    while (!signal?.aborted) {
      const caughtUp = await replay.step();
      onProgress?.(replay.progress);
      if (onlyIfNew && (await readPosition(client, projection.name))?.status === 'paused') return undefined;
      if (!caughtUp) continue;
      if (!isCompact) {
        await compact(client, projection, made);
        isCompact = true;
        // What was written meanwhile is still to come.
        continue;
      }
      if (await takeOver.attempt()) {
        this.announce(projection, replay.progress);
        return replay.progress.events;
      }
      await pause(waitForReaders, signal);
    }
    return undefined;
  }

  private announce({ name }: Projection, { events, position }: RebuildProgress): void {
    this.logger.log(`${name} was rebuilt from ${events} events.`);
    if (position !== undefined) this.signals.advanced(name, position);
  }

  private begin(client: ClientBase, projection: Projection): Promise<{ made: string[]; startedAt: string }> {
    return inTransaction(client, async () => {
      // First of all: a lane of an earlier rebuild that does not know it is over must find the tables as they were, or not ours.
      const startedAt = await noteRebuild(client, projection);
      const live = await readPosition(client, projection.name);
      const made = await makeShadowTables(client, projection, live?.tables ?? []);
      await client.query(forgetParkedStatement, [projection.name]);
      await this.steps.at('rebuild-begins', projection.name);
      return { made, startedAt };
    });
  }

  private forget(client: ClientBase, projection: Projection): Promise<void> {
    return inTransaction(client, async () => {
      await dropShadow(client, projection);
      await client.query(endStatement, [projection.name]);
      await client.query(forgetParkedStatement, [projection.name]);
    });
  }
}

const isWanted = (
  { version }: Projection,
  row: PositionRow | undefined,
  { onlyIfOlder, onlyIfNew }: RebuildOptions,
): boolean => {
  if (!row) return true;
  if (onlyIfNew) return row.position === undefined && row.status === 'live';
  return !onlyIfOlder || row.version < version;
};
