import type { Recorded, Tables } from '@ttg/event-sourcing';
import { type EventTraces, noticeStep } from '@ttg/observability';
import { v5 } from 'uuid';
import { endings, type NoticeType } from '../notices/notice';
import type { Passage } from './passage';

/** The namespace of the ids of notices. */
const namespace = '7d0a6d52-4b0f-4a41-9a2f-5a1f4d0f6c11';

/** The same each time the gate looks at the event: a notice that was let out is not let out again by a rebuild. */
export const noticeId = (eventId: string, referralId: string): string => v5(`${eventId}|${referralId}`, namespace);

const known = `
  select notice_id as id
  from exchange.notices
  where notice_id = any ($1::uuid[])`;

/** Numbers are given out in the order in which they can be read: whoever reads on from one never misses a lower one. */
export const takeTurn = `select pg_advisory_xact_lock(7633010, 1)`;

// Numbered in the order in which they are let out: rows are numbered as they come out of the sorting.
const put = `
  insert into exchange.notices (notice_id, referral_id, council, type, told_at, position)
  select notice_id, referral_id, council, type, told_at, position
  from rows from (jsonb_to_recordset($1::jsonb) as (
      notice_id uuid, referral_id uuid, council text, type text, told_at timestamptz, position text
    )) with ordinality as let_out (notice_id, referral_id, council, type, told_at, position, place)
  order by place
  on conflict (notice_id) do nothing`;

const silenceEarlier = `
  update exchange.notices as earlier
  set silenced = true
  from exchange.notices as ending
  where ending.notice_id = any ($1::uuid[]) and earlier.referral_id = ending.referral_id
    and earlier.sequence < ending.sequence and not earlier.silenced`;

/** A notice that an event calls for. */
export interface Due {
  readonly event: Recorded;
  readonly passage: Passage;
  readonly type: NoticeType;
}

/** Where notices are let out. */
export class Outbox {
  constructor(
    private readonly tables: Tables,
    private readonly traces?: EventTraces,
  ) {}

  /**
   * Lets notices out in their order, each once; one that ends what the council may read silences those before it that have not
   * gone yet.
   */
  async letOut(due: readonly Due[]): Promise<void> {
    const fresh = await this.notLetOutYet(due);
    if (fresh.length === 0) return;
    await this.tables.query(takeTurn);
    await this.tables.query(put, [JSON.stringify(fresh.map(toRow))]);
    const ended = fresh.filter(({ type }) => endings.includes(type)).map(({ id }) => id);
    if (ended.length > 0) await this.tables.query(silenceEarlier, [ended]);
    for (const { id, event, type } of fresh)
      this.traces?.ledTo(event, { name: `notice ${type}`, step: noticeStep(id) });
  }

  private async notLetOutYet(due: readonly Due[]): Promise<readonly Numbered[]> {
    if (due.length === 0) return [];
    const all = due.map((one) => ({ ...one, id: noticeId(one.event.id, one.passage.referralId) }));
    const rows = await this.tables.query<{ id: string }>(known, [all.map(({ id }) => id)]);
    const gone = new Set(rows.map(({ id }) => id));
    return all.filter(({ id }) => !gone.has(id));
  }
}

type Numbered = Due & { readonly id: string };

const toRow = ({ id, event, passage, type }: Numbered): object => ({
  notice_id: id,
  referral_id: passage.referralId,
  council: passage.council,
  type,
  told_at: event.metadata.recordedAt,
  position: event.position,
});
