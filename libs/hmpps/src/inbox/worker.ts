import { Injectable, Logger } from '@nestjs/common';
import {
  Background,
  BackgroundLoops,
  InvalidCommand,
  NotFound,
  Refusal,
  WrongExpectedRevision,
} from '@ttg/event-sourcing';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import { isTransient } from '@ttg/event-sourcing/projections/transient';
import { Pool, type PoolClient } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { readDomainEvent, UnreadableMessage } from '../notices/domain-event';
import { noticeOf } from '../notices/read-notice';
import { HmppsRefused, HmppsUnavailable } from '../record/failures';
import { UnreadableAnswer } from '../record/fields';
import { Resilience } from '../record/resilience';
import { ActOn, type Done } from './act-on';
import { Contents, type Kept } from './contents';
import { Doorbell } from './doorbell';
import { delayAfter, isGivenUp } from './patience';
import * as sql from './sql';

interface Due {
  readonly id: string;
  readonly eventType: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly prisoner: string;
  readonly attempts: number;
  readonly body: Kept;
}

/** How long at most until another process's messages are found. Milliseconds. */
const lookEvery = 5_000;
/** How long at least: what is due and not to be had is in the hands of another process. Milliseconds. */
const restFor = 250;
const tidyEvery = 60 * 60 * 1000;

/** Acts on the messages that are due, one at a time and the oldest first; what fails waits, ever longer, and holds up no other. */
@Injectable()
export class InboxWorker extends Background {
  readonly name = 'HMPPS inbox';
  private readonly logger = new Logger('HmppsInbox');
  private tidiedAt = -Infinity;

  constructor(
    loops: BackgroundLoops,
    private readonly pool: Pool,
    private readonly contents: Contents,
    private readonly actOn: ActOn,
    private readonly doorbell: Doorbell,
    private readonly resilience: Resilience,
  ) {
    super(loops);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    this.resilience.until(signal);
    while (!signal.aborted) {
      const ring = this.doorbell.listen();
      if (await this.actOnNext()) continue;
      await this.tidy();
      await this.doorbell.wait(ring, await this.untilNext(), signal);
    }
  }

  /** @returns whether there was one. */
  async actOnNext(): Promise<boolean> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const due = (await client.query<Due>(sql.nextDue)).rows[0];
      if (due) await this.settle(client, due);
      await client.query('commit');
      return due !== undefined;
    } catch (error) {
      broken = error instanceof Error ? error : new Error('thrown');
      throw error;
    } finally {
      // A connection in the middle of a transaction is of no use to the next.
      client.release(broken);
    }
  }

  private async settle(client: PoolClient, due: Due): Promise<void> {
    await client.query(sql.oneAtATime, [due.prisoner]);
    const { rows } = await client.query<{ movedAt: Date | null }>(sql.lastMovement, [due.prisoner]);
    const result = await this.act(due, rows[0]?.movedAt ?? undefined);
    if (typeof result !== 'string') {
      await client.query(sql.settle, [due.id, result.outcome, result.moved ? due.occurredAt : null]);
      return;
    }
    const waited = (Date.now() - due.receivedAt.getTime()) / 1000;
    if (isGivenUp(result, waited)) {
      this.logger.warn(`A message was given up: ${due.id} (${due.eventType}, ${result}). Look at it, then retry it.`);
      await client.query(sql.giveUp, [due.id, result]);
    } else await client.query(sql.waitLonger, [due.id, result, delayAfter(due.attempts + 1)]);
  }

  /** @returns what came of it, or the code of what it waits for. @throws what passes by itself and says nothing of the message */
  private async act(due: Due, movedAt: Date | undefined): Promise<Settled | string> {
    try {
      const event = readDomainEvent(await this.contents.open(due.body));
      const notice = noticeOf(event);
      if (!notice) return 'unreadable';
      const lastMovement = movedAt && Temporal.Instant.fromEpochMilliseconds(movedAt.getTime());
      const done = await this.actOn.notice(due.id, notice, { lastMovement });
      return done.is === 'waits' ? done.why : { outcome: done.outcome, moved: isMovement(notice.kind, done) };
    } catch (error) {
      return codeOf(error);
    }
  }

  private async untilNext(): Promise<number> {
    const { rows } = await this.pool.query<{ seconds: number | null }>(sql.untilNextDue);
    return Math.min(Math.max((rows[0]?.seconds ?? Infinity) * 1000, restFor), lookEvery);
  }

  private async tidy(): Promise<void> {
    if (performance.now() - this.tidiedAt < tidyEvery) return;
    await this.pool.query(sql.forgetContents);
    await this.pool.query(sql.forgetMessages);
    this.tidiedAt = performance.now();
  }
}

interface Settled {
  readonly outcome: string;
  readonly moved: boolean;
}

/** Did this tell where she is? Then what is older undoes nothing. */
const isMovement = (kind: string, done: Done): boolean =>
  (kind === 'received' || kind === 'released') &&
  done.is === 'settled' &&
  (done.outcome === 'applied' || done.outcome === 'known-already');

/** A code, and never a message: it may hold values of her record. @throws what is no fault of the message */
const codeOf = (error: unknown): string => {
  if (error instanceof Refusal || error instanceof InvalidCommand) return error.code;
  if (error instanceof HmppsUnavailable || error instanceof HmppsRefused || error instanceof UnreadableAnswer)
    return error.code;
  if (error instanceof UnreadableMessage) return 'unreadable';
  if (error instanceof NotFound) return 'not-found';
  if (error instanceof WrongExpectedRevision) return 'others-came-first';
  if (isTransient(error)) throw error;
  return errorClass(error);
};
