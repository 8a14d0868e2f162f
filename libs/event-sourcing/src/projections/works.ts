import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { v4 } from 'uuid';
import { pause } from '../background/pause';
import { stopperOfMany } from '../background/stopper';
import { orAbandoned } from './abandon';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionCreation } from './creation';
import { errorClass, placeOf } from './error-class';
import { ProjectionRebuild } from './rebuild';
import { ProjectionRetry, type RetryOutcome } from './retry';
import { isLocked, withLocks } from './session-locks';

/** Who does a work holds the lock of its id: one that nobody holds was cut short. */
const workLockClass = 7633003;

const lockStatement = `select pg_advisory_lock(${workLockClass}, hashtext($1))`;
const unlockStatement = `select pg_advisory_unlock(${workLockClass}, hashtext($1))`;

const beginStatement = `
  insert into projections.works (id, projection, kind)
  values ($1, $2, $3)
  returning id, projection, kind, 'running' as status, begun_at as "begunAt", ended_at as "endedAt", result`;

const endStatement = `
  update projections.works
  set ended_at = now(), outcome = $2, result = $3
  where id = $1`;

const forgetStatement = `
  delete from projections.works
  where begun_at < now() - interval '30 days'`;

const readStatement = `${withLocks}
  select id, projection, kind,
    case when outcome is not null then outcome when ${isLocked(workLockClass, 'id::text')} then 'running' else 'interrupted' end as status,
    begun_at as "begunAt", ended_at as "endedAt", result
  from projections.works
  where projection = $1`;

const oneStatement = `${readStatement} and id = $2`;
const runningStatement = `${readStatement} and kind = 'rebuild' and outcome is null order by begun_at desc`;

export type WorkKind = 'rebuild' | 'retry';

/** Counts, and the class of what was thrown; never a value. */
export type WorkResult = Partial<RetryOutcome> & { readonly events?: number; readonly errorClass?: string };

/** Long work on a projection that somebody asked for. */
export interface Work {
  readonly id: string;
  readonly projection: string;
  readonly kind: WorkKind;
  /** `stopped`: with the process, in order; `interrupted`: with the process, not in order. Either may be asked for again. */
  readonly status: 'running' | 'done' | 'failed' | 'stopped' | 'interrupted';
  readonly begunAt: Date;
  readonly endedAt: Date | null;
  readonly result: WorkResult | null;
}

type Outcome = readonly [outcome: 'done' | 'failed' | 'stopped', result: WorkResult];

/** Rebuilds and retries that somebody asked for over the network: they go on when the answer is out, and can be asked after. */
@Injectable()
export class ProjectionWorks implements BeforeApplicationShutdown {
  /** How long works in hand are waited for when all is to stop; then they are cut off. Milliseconds. */
  protected readonly patience: number = 5_000;

  private readonly logger = new Logger('Projections');
  private readonly stopping = stopperOfMany();
  private readonly abandoning = stopperOfMany();
  /** One at a time in a process, each seen as running from when it was asked for. */
  private turn: Promise<void> = Promise.resolve();
  /** The connection that holds the locks, as long as there are works. */
  private session: Promise<PoolClient> | undefined;
  private works = 0;

  constructor(
    private readonly pool: Pool,
    private readonly catalogue: ProjectionCatalogue,
    private readonly creation: ProjectionCreation,
    private readonly rebuilding: ProjectionRebuild,
    private readonly retrying: ProjectionRetry,
  ) {}

  /**
   * Begins a rebuild; or names the one that is under way.
   * @throws UnknownProjection
   */
  async rebuild(name: string): Promise<Work> {
    await this.creation.createIfNew(this.catalogue.get(name));
    const { rows } = await this.pool.query<Work>(runningStatement, [name]);
    const running = rows.find(({ status }) => status === 'running');
    const signals = { signal: this.stopping.signal, abandon: this.abandoning.signal };
    return (
      running ??
      this.begin(name, 'rebuild', async () => {
        const events = await this.rebuilding.rebuild(name, signals);
        return events === undefined ? ['stopped', {}] : ['done', { events }];
      })
    );
  }

  /**
   * Begins to replay what is parked, of one case or of all but those that an operator parked.
   * @throws UnknownProjection
   */
  async retry(name: string, caseKey?: string): Promise<Work> {
    await this.creation.createIfNew(this.catalogue.get(name));
    const { signal } = this.stopping;
    const options = { caseKey, signal, abandon: this.abandoning.signal };
    return this.begin(name, 'retry', async () => {
      const outcome = await this.retrying.retry(name, options);
      return [signal.aborted ? 'stopped' : 'done', outcome];
    });
  }

  /** @throws UnknownProjection. @returns nothing if there was no such work in the last 30 days. */
  async find(name: string, id: string): Promise<Work | undefined> {
    const { rows } = await this.pool.query<Work>(oneStatement, [this.catalogue.get(name).name, id]);
    return rows[0];
  }

  /** Before the connections close. What is asked for later is noted as stopped. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const ended = new AbortController();
    const done = this.turn.finally(() => ended.abort());
    await Promise.race([done, pause(this.patience, ended.signal)]);
    this.abandoning.abort();
    await done;
  }

  private async begin(name: string, kind: WorkKind, work: () => Promise<Outcome>): Promise<Work> {
    const id = v4();
    const session = await this.enter();
    try {
      const begun = await this.note(session, [id, name, kind]);
      this.turn = this.turn.then(() => this.carryOut(id, work)).then(() => this.leave(session, id));
      return begun;
    } catch (error) {
      await this.leave(session, id);
      throw error;
    }
  }

  /** Locked first: one that nobody holds counts as cut short. @returns it as whoever asks after it later is told, to the moment */
  private async note(session: PoolClient, [id, name, kind]: [string, string, WorkKind]): Promise<Work> {
    await session.query(lockStatement, [id]);
    await this.pool.query(forgetStatement);
    const { rows } = await this.pool.query<Work>(beginStatement, [id, name, kind]);
    const [begun] = rows;
    if (!begun) throw new Error(`Work ${id} was not noted.`);
    return begun;
  }

  private async carryOut(id: string, work: () => Promise<Outcome>): Promise<void> {
    const [outcome, result] = await this.outcomeOf(work);
    // Where this fails too, the work is seen as interrupted.
    await this.pool
      .query(endStatement, [id, outcome, JSON.stringify(result)])
      .catch((error: unknown) => this.logger.warn(`The end of work ${id} was not noted: ${errorClass(error)}`));
  }

  private async outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
    if (this.stopping.signal.aborted) return ['stopped', {}];
    try {
      return await orAbandoned(work(), this.abandoning.signal);
    } catch (error) {
      if (this.abandoning.signal.aborted) return ['stopped', {}];
      this.logger.error(`Work on a projection failed: ${errorClass(error)}\n${placeOf(error)}`);
      return ['failed', { errorClass: errorClass(error) }];
    }
  }

  private async enter(): Promise<PoolClient> {
    this.works += 1;
    this.session ??= this.open();
    try {
      return await this.session;
    } catch (error) {
      this.works -= 1;
      this.session = undefined;
      throw error;
    }
  }

  private async open(): Promise<PoolClient> {
    const session = await this.pool.connect();
    session.on('error', isInterrupted);
    return session;
  }

  private async leave(session: PoolClient, id: string): Promise<void> {
    const isWhole = await session.query(unlockStatement, [id]).then(
      () => true,
      () => false,
    );
    this.works -= 1;
    if (this.works > 0) return;
    this.session = undefined;
    session.off('error', isInterrupted);
    session.release(!isWhole);
  }
}

/** The connection held locks and nothing else: works that were locked on it are seen as interrupted, until they end. */
const isInterrupted = (): void => undefined;
