import { Injectable } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { type IsoInstant, NotFound } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import { Pool } from 'pg';
import { councilToday } from '../council-today';
import { CouncilNotices } from '../notices/council-notices';
import type { ThinNotice } from '../notices/notice';
import * as sql from './deliveries.sql';

/** A notice that is to be posted now; whoever holds it has a minute. */
export interface Due {
  readonly deliveryId: string;
  readonly receiverId: string;
  readonly url: string;
  readonly notice: ThinNotice;
  /** How often it was tried before. */
  readonly attempts: number;
  /** Since the first attempt. Milliseconds of real time. */
  readonly since: number;
}

/** A notice that was given up on. */
export interface DeadLetter {
  readonly deliveryId: string;
  readonly receiverId: string;
  readonly council: GssCode;
  readonly noticeId: string;
  readonly type: string;
  readonly attempts: number;
  /** An HTTP status, or the kind of fault. */
  readonly lastOutcome: string;
  /** When it was given up. */
  readonly endedAt: IsoInstant;
}

const consumer = 'webhooks';
const batch = 500;

/** What is on its way to receivers. Several processes may ask for what is due: each is given to one of them. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly pool: Pool,
    private readonly notices: CouncilNotices,
    private readonly clock: Clock,
  ) {}

  /** Puts new notices on their way to the receivers of their council. @returns whether there may be more */
  async begin(): Promise<boolean> {
    const from = await this.notices.sentUpTo(consumer);
    const notices = await this.notices.after(from, batch);
    const to = notices.at(-1)?.sequence;
    if (to === undefined) return false;
    const { rows } = await this.pool.query<{ receiverId: string; council: GssCode }>(sql.listening);
    const today = this.clock.today();
    const pairs = notices.flatMap(({ sequence, council }) =>
      rows
        .filter((row) => councilToday(row.council, today) === council)
        .map(({ receiverId }) => ({ receiverId, sequence })),
    );
    // Repeated after a crash, these are there already: the mark moves last.
    await this.pool.query(sql.begin, [pairs.map((pair) => pair.receiverId), pairs.map((pair) => pair.sequence)]);
    await this.notices.markSent(consumer, { from, to });
    return notices.length === batch;
  }

  /**
   * @param slow receivers: they alone are asked for, or all others
   * @returns what is due, one notice for each receiver, and none for a receiver that is being sent one
   */
  async claim(most: number, slow: readonly string[] = [], areAskedFor = false): Promise<readonly Due[]> {
    if (most <= 0) return [];
    await this.pool.query(sql.dropSilenced);
    const { rows } = await this.pool.query<sql.ClaimedRow>(sql.claim, [most, slow, areAskedFor]);
    return rows.map(({ noticeId, type, time, referralId, ...due }) => ({
      ...due,
      notice: { id: noticeId, type, time, detailUrl: this.notices.detailUrl({ noticeId, referralId }) },
    }));
  }

  async delivered({ deliveryId }: Due, outcome: string): Promise<void> {
    await this.pool.query(sql.delivered, [deliveryId, outcome]);
  }

  /** @param pauseMs until the next attempt; nothing where it is given up */
  async failed({ deliveryId }: Due, outcome: string, pauseMs: number | undefined): Promise<void> {
    await this.pool.query(sql.failed, [deliveryId, outcome, pauseMs === undefined ? null : pauseMs / 1000]);
  }

  /** It was not tried after all: somebody else may. */
  async letGo({ deliveryId }: Due): Promise<void> {
    await this.pool.query(sql.letGo, [deliveryId]);
  }

  async deadLetters(): Promise<readonly DeadLetter[]> {
    return (await this.pool.query<DeadLetter>(sql.deadLetters)).rows;
  }

  /** How many stand there, also beyond those that are listed at once. */
  async dead(): Promise<number> {
    return (await this.pool.query<{ dead: number }>(sql.dead)).rows[0]?.dead ?? 0;
  }

  /** Sends a notice that was given up on once more; three days begin again. @throws NotFound */
  async replay(deliveryId: string): Promise<void> {
    if ((await this.pool.query(sql.replay, [deliveryId])).rowCount !== 1) throw new NotFound('dead letter');
  }

  /** Forgets what was delivered or dropped a month ago. */
  async forgetOld(): Promise<void> {
    await this.pool.query(sql.forgetOld);
  }
}
