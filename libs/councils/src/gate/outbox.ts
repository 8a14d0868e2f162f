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
  select from exchange.notices
  where notice_id = $1`;

/** Numbers are given out in the order in which they can be read: whoever reads on from one never misses a lower one. */
export const takeTurn = `select pg_advisory_xact_lock(7633010, 1)`;

const put = `
  insert into exchange.notices (notice_id, referral_id, council, type, told_at, position)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (notice_id) do nothing`;

const silenceEarlier = `
  update exchange.notices
  set silenced = true
  where referral_id = $1 and not silenced
    and sequence < (select sequence from exchange.notices where notice_id = $2)`;

/** Where notices are let out. */
export class Outbox {
  constructor(
    private readonly tables: Tables,
    private readonly traces?: EventTraces,
  ) {}

  /** Lets a notice out, once; one that ends what the council may read silences those before it that have not gone yet. */
  async letOut(event: Recorded, { referralId, council }: Passage, type: NoticeType): Promise<void> {
    const id = noticeId(event.id, referralId);
    if ((await this.tables.query(known, [id])).length > 0) return;
    await this.tables.query(takeTurn);
    await this.tables.query(put, [id, referralId, council, type, event.metadata.recordedAt, event.position]);
    if (endings.includes(type)) await this.tables.query(silenceEarlier, [referralId, id]);
    this.traces?.ledTo(event, { name: `notice ${type}`, step: noticeStep(id) });
  }
}
