import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { type IsoInstant, isoInstant, NotFound } from '@ttg/event-sourcing';
import { errorClass, placeOf } from '@ttg/event-sourcing/projections/error-class';
import { cloudEventOf } from '@ttg/messaging/cloud-events/inbound-message';
import { isAnswer } from '@ttg/messaging/contract/audience';
import type { Arrived } from '@ttg/messaging/inbound/read-topics';
import type { GssCode } from '@ttg/reference';
import { Pool, type PoolClient } from 'pg';
import { v5 } from 'uuid';
import { takeTurn } from '../gate/outbox';
import type { NoticeType } from '../notices/notice';
import { AnswerContents, type SealedContent } from './answer-contents';
import { AnswerTaker, type Wrong } from './answer-taker';
import * as sql from './answers.sql';
import { passes } from './passes';
import { together } from './together';

/** What became of a message. `known`: it was seen to before. */
export type Settled = 'recorded' | 'refused' | 'failed' | 'known';

/** A message that was not recorded, without a word of what it says. */
export interface ParkedAnswer {
  readonly answerId: string;
  readonly council: GssCode;
  /** As councils name it; null where it named none that there is. */
  readonly type: string | null;
  readonly state: 'refused' | 'failed' | 'recorded';
  readonly status: number;
  readonly code: string;
  readonly tries: number;
  readonly receivedAt: IsoInstant;
  readonly triedAt: IsoInstant;
}

/** The same with what its council needs to mend it. */
export interface ShownAnswer extends ParkedAnswer {
  /** The council's own id of it, where it had one; null when it was recorded after all. */
  readonly messageId: string | null;
  readonly detail: string | null;
  readonly errors: Wrong['errors'];
}

interface Judged {
  readonly settled: 'recorded' | 'refused' | 'failed';
  readonly wrong?: Wrong;
}

/** The namespace of the ids of messages that were put aside. */
const namespace = '9b1f0c7e-5a0d-4d0b-8d0a-6f5c2f0c3e24';
const refusal: NoticeType = 'council.answer-refused';

/**
 * Where messages of councils come in: each is recorded, or put aside with what is wrong with it and a notice that tells the council.
 * How far its topic was read moves in the same transaction. A message that was recorded just before a crash comes again, and its
 * id says that it was.
 */
@Injectable()
export class AnswerDesk {
  private readonly logger = new Logger('CouncilAnswers');

  constructor(
    private readonly pool: Pool,
    private readonly taker: AnswerTaker,
    private readonly contents: AnswerContents,
    private readonly clock: Clock,
  ) {}

  /**
   * @param waited since it was tried first. Milliseconds
   * @throws what passes by itself: hand it in again, and nothing behind it before
   */
  async take(council: GssCode, { topic, partition, message }: Arrived, waited: number): Promise<Settled> {
    return together(this.pool, async (client) => {
      await client.query(sql.begin, [topic, partition]);
      const { rows } = await client.query<{ next: string }>(sql.hold, [topic, partition]);
      if (BigInt(message.offset) < BigInt(rows[0]?.next ?? 0)) return 'known';
      const event = cloudEventOf(message);
      const { settled, wrong } = await this.judge(council, event, waited);
      // A topic that is made anew counts from 0 again: the broker's time tells its messages from those before.
      const answerId = v5([topic, partition, message.offset, message.timestamp].join('|'), namespace);
      if (wrong) await this.park(client, { answerId, council, event, settled, wrong });
      await client.query(sql.move, [topic, partition, String(BigInt(message.offset) + 1n)]);
      return settled;
    });
  }

  /** Tries one again, now. @returns what came of it @throws NotFound, and what passes by itself */
  async retry(answerId: string): Promise<Settled> {
    return together(this.pool, async (client) => {
      const { rows } = await client.query<{ council: GssCode; sealed: SealedContent | null }>(sql.holdOne, [answerId]);
      const [row] = rows;
      if (!row) throw new NotFound('message');
      if (!row.sealed) return 'known';
      const { message } = await this.contents.open(row.sealed);
      const { settled, wrong } = await this.judge(row.council, message, 0);
      const sealed = wrong ? JSON.stringify(await this.contents.seal(answerId, { message, wrong })) : null;
      await client.query(sql.tried, [answerId, settled, wrong?.status ?? 200, wrong?.code ?? 'recorded', sealed]);
      return settled;
    });
  }

  /** Forgets one before its time: what it says is gone, and its address answers 404. @throws NotFound */
  async discard(answerId: string): Promise<void> {
    if ((await this.pool.query(sql.discard, [answerId])).rowCount === 0) throw new NotFound('message');
  }

  /** How far each partition was read, by `topic/partition`. */
  async offsets(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.pool.query<{ topic: string; partition: number; next: string }>(sql.offsets);
    return new Map(rows.map(({ topic, partition, next }) => [`${topic}/${partition}`, next]));
  }

  /** Goes back to the beginning of a partition that ends before what was read of it. @returns whether it did */
  async beginAnew(topic: string, partition: number, end: string): Promise<boolean> {
    return (await this.pool.query(sql.beginAnew, [topic, partition, end])).rowCount === 1;
  }

  /** Those that were not recorded, the longest there first. */
  async parked(limit: number): Promise<readonly ParkedAnswer[]> {
    return (await this.pool.query<ParkedAnswer>(sql.parked, [limit])).rows;
  }

  async find(answerId: string): Promise<ShownAnswer | undefined> {
    const { rows } = await this.pool.query<ParkedAnswer & { sealed: SealedContent | null }>(sql.one, [answerId]);
    if (!rows[0]) return undefined;
    const { sealed, ...answer } = rows[0];
    const content = sealed ? await this.contents.open(sealed) : undefined;
    const { detail = null, errors = [] } = content?.wrong ?? {};
    return { ...answer, messageId: idOf(content?.message), detail, errors };
  }

  async standing(): Promise<{ readonly refused: number; readonly failed: number }> {
    const { rows } = await this.pool.query<{ refused: number; failed: number }>(sql.standing);
    return rows[0] ?? { refused: 0, failed: 0 };
  }

  async forgetOld(): Promise<void> {
    await this.pool.query(sql.forgetOld);
  }

  private async judge(council: GssCode, event: object, waited: number): Promise<Judged> {
    try {
      const handled = await this.taker.handle(council, event);
      if (handled.outcome === 'recorded') return { settled: 'recorded' };
      const { outcome, status, code, detail, errors } = handled;
      return { settled: outcome, wrong: { status, code, detail, errors } };
    } catch (error) {
      if (passes(error, waited)) throw error;
      this.logger.error(`A message could not be recorded (${errorClass(error)}) and is put aside.\n${placeOf(error)}`);
      return { settled: 'failed', wrong: ourFault(error) };
    }
  }

  private async park(client: PoolClient, { answerId, council, event, settled, wrong }: Aside): Promise<void> {
    const sealed = JSON.stringify(await this.contents.seal(answerId, { message: event, wrong }));
    const row = [answerId, council, typeOf(event), settled, wrong.status, wrong.code, sealed];
    await client.query(sql.park, row);
    await client.query(takeTurn);
    await client.query(sql.tell, [answerId, council, refusal, isoInstant(this.clock.now())]);
  }
}

interface Aside {
  readonly answerId: string;
  readonly council: GssCode;
  readonly event: object;
  readonly settled: Judged['settled'];
  readonly wrong: Wrong;
}

/** The class of it and no more: a message of an error may hold what the council wrote. */
const ourFault = (error: unknown): Wrong => ({
  status: 500,
  code: errorClass(error),
  detail:
    'Something is wrong on our side. You need not send it again: it is kept, and tried again when that is mended.',
  errors: [],
});

const typeOf = (event: object): string | null =>
  'type' in event && typeof event.type === 'string' && isAnswer(event.type) ? event.type : null;

const idOf = (event: object | undefined): string | null =>
  event && 'id' in event && typeof event.id === 'string' ? event.id : null;
