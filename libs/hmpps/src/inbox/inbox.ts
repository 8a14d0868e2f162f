import { Injectable } from '@nestjs/common';
import { canonicalJson, Vault } from '@ttg/event-sourcing';
import { Pool } from 'pg';
import { v7 } from 'uuid';
import { type DomainEvent, keptForm, readDomainEvent, UnreadableMessage } from '../notices/domain-event';
import { subjectOf } from '../notices/notice';
import { noticeOf } from '../notices/read-notice';
import { Contents } from './contents';
import { Doorbell } from './doorbell';
import { keep } from './sql';

export interface Arrival {
  readonly cameBy: 'queue' | 'api';
  /** Of SQS: to find it in the logs of others. */
  readonly messageId?: string;
}

interface Row {
  readonly says: string;
  readonly eventType: string;
  readonly occurredAt?: string;
  readonly prisoner?: string;
  readonly state: 'waiting' | 'unknown' | 'given-up';
  readonly outcome?: string;
  /** Nothing where nobody will want it. */
  readonly content?: Parameters<Contents['seal']>[1];
}

/** Where messages come in: kept first, acted on afterwards. Whoever sent one may forget it when this has resolved. */
@Injectable()
export class Inbox {
  constructor(
    private readonly pool: Pool,
    private readonly vault: Vault,
    private readonly contents: Contents,
    private readonly doorbell: Doorbell,
  ) {}

  /**
   * Keeps a message.
   * @returns its id, or that of the message that said the same before
   * @throws UnreadableMessage where it is no domain event
   */
  async take(body: unknown, arrival: Arrival): Promise<string> {
    return this.keep(this.rowOf(readDomainEvent(body)), arrival);
  }

  /** As `take`; what cannot be read is kept all the same, for a person to look at: no queue gives it a second chance. */
  async takeAnything(text: string, arrival: Arrival): Promise<string> {
    try {
      return await this.take(text, arrival);
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      return this.keep({ says: text, ...unreadable('unreadable'), content: text }, arrival);
    }
  }

  private rowOf(event: DomainEvent): Row {
    const content = keptForm(event);
    const { eventType } = event;
    const row = { says: canonicalJson(content), eventType, occurredAt: event.occurredAt.toString() };
    try {
      const notice = noticeOf(event);
      // That it came is kept and counted; whom it is about is none of our business.
      if (!notice) return { ...row, state: 'unknown', outcome: 'unknown-type' };
      return { ...row, content, state: 'waiting', prisoner: this.vault.blindIndex('prison-number', subjectOf(notice)) };
    } catch (error) {
      // An event of a kind we know, without what it is published with: kept, and nothing is made of it.
      if (!(error instanceof UnreadableMessage)) throw error;
      return { ...row, content, ...unreadable(eventType) };
    }
  }

  private async keep(row: Row, { cameBy, messageId }: Arrival): Promise<string> {
    const id = v7();
    const body = row.content === undefined ? null : JSON.stringify(await this.contents.seal(id, row.content));
    const dedupKey = this.vault.blindIndex('hmpps-message', row.says);
    const { rows } = await this.pool.query<{ id: string }>(keep, [
      ...[id, dedupKey, messageId ?? null, cameBy, row.eventType, row.occurredAt ?? null],
      ...[row.prisoner ?? null, row.state, row.outcome ?? null, body],
    ]);
    this.doorbell.ring();
    return rows[0]?.id ?? id;
  }
}

const unreadable = (eventType: string) => ({ eventType, state: 'given-up' as const, outcome: 'unreadable' });
