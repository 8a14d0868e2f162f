import { Logger } from '@nestjs/common';
import { Clock, londonToday, nextLondonMidnight } from '@ttg/calendar';
import type { Pool, PoolClient } from 'pg';
import { Background, type BackgroundLoops } from '../../background/background';
import { pause } from '../../background/pause';
import { StartFailure } from '../../embedded-postgres/start-failure';
import { isoDate } from '../../events/iso';
import { openCheckpointKey, type KeySettings } from '../../personal-data/secrets';
import { errorClass } from '../../projections/error-class';
import { statements } from '../statements';
import { checkpointFile, writeNewFile } from './checkpoint-files';
import { signingKey } from './signing-key';
import { takeCheckpoint } from './take-checkpoint';

/** One process at a time; held by the connection, so that it is free when its process is gone. */
const lock = 'select pg_try_advisory_lock(7632999, 8) as mine';
const unlock = 'select pg_advisory_unlock(7632999, 8)';

/** A machine may have slept through midnight. */
const longestWaitMs = 3_600_000;
/** A full disk is not emptied within a second, and each attempt reads the store. */
const afterFailureMs = 600_000;

export interface DailyCheckpointOptions {
  /** Where the files go; without one, no checkpoints are taken. */
  readonly folder?: string;
  readonly keys: KeySettings;
}

/**
 * Takes a signed checkpoint of the store every day after midnight in London, or when the application starts later than that:
 * once a day, whichever process it is that comes first.
 */
export class DailyCheckpoint extends Background {
  readonly name = 'The daily checkpoint';
  private readonly logger = new Logger('Checkpoint');

  /** @param clock real time: a checkpoint says when it was, also in a demo whose clock was moved. */
  constructor(
    loops: BackgroundLoops,
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly options: DailyCheckpointOptions,
  ) {
    super(loops);
  }

  /** @returns the file of today's checkpoint where it was taken now: by this process, and not before. */
  async takeIfDue(signal?: AbortSignal): Promise<string | undefined> {
    const { folder } = this.options;
    if (folder === undefined) return undefined;
    const client = await this.pool.connect();
    // A connection that is lost says so by an event too, which would end the process if nobody listened.
    const onError = (): void => undefined;
    client.on('error', onError);
    let isDone = false;
    try {
      const file = await this.takeTurn(client, folder, signal);
      isDone = true;
      return file;
    } finally {
      client.off('error', onError);
      // After a failure the lock goes with the connection.
      client.release(!isDone);
    }
  }

  protected async run(signal: AbortSignal): Promise<void> {
    if (this.options.folder === undefined) return;
    while (!signal.aborted) {
      const hasFailed = await this.attempt(signal);
      await pause(hasFailed ? afterFailureMs : this.untilNextLook(), signal);
    }
  }

  private async attempt(signal: AbortSignal): Promise<boolean> {
    try {
      await this.takeIfDue(signal);
      return false;
    } catch (error) {
      if (!signal.aborted) this.logger.warn(`No checkpoint was taken; it is tried again later. ${reasonOf(error)}`);
      return true;
    }
  }

  private async takeTurn(client: PoolClient, folder: string, signal?: AbortSignal): Promise<string | undefined> {
    const { rows } = await client.query<{ mine: boolean }>(lock);
    if (!rows[0]?.mine) return undefined;
    const file = await this.takeToday(client, folder, signal);
    await client.query(unlock);
    return file;
  }

  private async takeToday(client: PoolClient, folder: string, signal?: AbortSignal): Promise<string | undefined> {
    const now = this.clock.now();
    const day = isoDate(londonToday(now));
    if ((await client.query({ ...statements.findCheckpoint, values: [day] })).rowCount) return undefined;
    const checkpoint = await takeCheckpoint(client, signingKey(openCheckpointKey(this.options.keys)), { now, signal });
    const file = checkpointFile(folder, checkpoint);
    await writeNewFile(file, checkpoint.text);
    const { takenAt, position, events, eventsRoot, streamsRoot } = checkpoint;
    const values = [day, takenAt, position, events, eventsRoot, streamsRoot];
    await client.query({ ...statements.noteCheckpoint, values });
    return file;
  }

  private untilNextLook(): number {
    const now = this.clock.now();
    const untilMidnight = nextLondonMidnight(now).since(now).total('milliseconds');
    return Math.min(Math.ceil(untilMidnight), longestWaitMs);
  }
}

const reasonOf = (error: unknown): string => (error instanceof StartFailure ? error.sentence : errorClass(error));
