import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Doorbell } from '../inbox/doorbell';
import * as sql from '../inbox/sql';

/** A message as an administrator sees it: what kind, when, what came of it. Never whom it is about. */
export interface ShownMessage {
  readonly id: string;
  readonly cameBy: 'queue' | 'api';
  readonly eventType: string;
  readonly occurredAt: Date | null;
  readonly receivedAt: Date;
  readonly state: 'waiting' | 'done' | 'unknown' | 'given-up';
  readonly outcome: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly timesReceived: number;
}

/** How many messages of a kind came, and what came of them. */
export interface MessageCount {
  readonly eventType: string;
  readonly state: ShownMessage['state'];
  readonly outcome: string | null;
  readonly messages: number;
  readonly timesReceived: number;
}

/** What is in the inbox, for whoever keeps the system running. */
@Injectable()
export class MessageList {
  constructor(
    private readonly pool: Pool,
    private readonly doorbell: Doorbell,
  ) {}

  async counts(): Promise<readonly MessageCount[]> {
    return (await this.pool.query<MessageCount>(sql.counts)).rows;
  }

  /** Those that failed at least once, the longest there first. */
  async notSettled(limit: number): Promise<readonly ShownMessage[]> {
    return (await this.pool.query<ShownMessage>(sql.notSettled, [limit])).rows;
  }

  async find(id: string): Promise<ShownMessage | undefined> {
    return (await this.pool.query<ShownMessage>(sql.one, [id])).rows[0];
  }

  /** Makes it due now, or all that wait or were given up. @returns how many that is */
  async retry(id?: string): Promise<number> {
    const { rowCount } = await this.pool.query(sql.retry, [id ?? null]);
    this.doorbell.ring();
    return rowCount ?? 0;
  }
}
