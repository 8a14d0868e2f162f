import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import type { IsoInstant } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import { Pool } from 'pg';
import { councilToday } from '../council-today';
import { councilsOptions, type CouncilsOptions } from '../councils-options';
import { beforeAll, type CouncilNotice, type NoticeSequence, type NoticeType } from './notice';

interface Row {
  readonly sequence: string;
  readonly noticeId: string;
  /** Null where it is about a message of the council itself. */
  readonly referralId: string | null;
  readonly council: GssCode;
  readonly type: NoticeType;
  readonly time: IsoInstant;
}

const columns = `n.sequence::text, notice_id as "noticeId", referral_id as "referralId", council, type,
  to_char(told_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time`;

const following = `
  select ${columns}
  from exchange.notices n
  where n.sequence > $1 and not silenced
  order by n.sequence
  limit $2`;

const latest = `
  select coalesce(max(sequence), 0)::text as sequence
  from exchange.notices`;

const readCursor = `
  select sequence::text
  from exchange.cursors
  where consumer = $1`;

// Two that send for the same consumer: the one that was overtaken learns of it, and its mark is not set.
const moveCursor = `
  insert into exchange.cursors as c (consumer, sequence)
  select $1::text, $3::bigint
  where $2::bigint = 0 or exists (select from exchange.cursors where consumer = $1)
  on conflict (consumer) do update
  set sequence = excluded.sequence, moved_at = now()
  where c.sequence = $2::bigint`;

/**
 * The notices that the gate let out, for whoever sends them: Kafka, webhooks. There is nothing here that the gate has not come to,
 * so who sends only from here sends nothing after her agreement ended.
 */
@Injectable()
export class CouncilNotices {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    @Inject(councilsOptions) private readonly options: CouncilsOptions,
  ) {}

  /** @returns at most `limit` notices that follow, in order, to all councils. Read them just before they are sent. */
  async after(sequence: NoticeSequence, limit: number): Promise<readonly CouncilNotice[]> {
    const { rows } = await this.pool.query<Row>(following, [sequence, limit]);
    return rows.map((row) => this.notice(row));
  }

  /** @returns the last there is now, silenced or not. */
  async last(): Promise<NoticeSequence> {
    const { rows } = await this.pool.query<{ sequence: NoticeSequence }>(latest);
    return rows[0]?.sequence ?? beforeAll;
  }

  /** How far a consumer has come: it goes on with `after(…)`. */
  async sentUpTo(consumer: string): Promise<NoticeSequence> {
    const { rows } = await this.pool.query<{ sequence: NoticeSequence }>(readCursor, [consumer]);
    return rows[0]?.sequence ?? beforeAll;
  }

  /** @returns false where somebody else has moved the mark meanwhile: whoever is told so stops. */
  async markSent(
    consumer: string,
    { from, to }: { readonly from: NoticeSequence; readonly to: NoticeSequence },
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query(moveCursor, [consumer, from, to]);
    return rowCount === 1;
  }

  /** Where it is read what a notice is about, absolute. */
  detailUrl({ noticeId, referralId }: Pick<Row, 'noticeId' | 'referralId'>): string {
    const path = referralId === null ? `councils/answers/${noticeId}` : `housing/referrals/${referralId}`;
    return `${this.options.publicUrl}/api/v1/${path}`;
  }

  private notice({ sequence, noticeId, referralId, council, type, time }: Row): CouncilNotice {
    return {
      sequence: sequence as NoticeSequence,
      key: referralId ?? noticeId,
      council: councilToday(council, this.clock.today()),
      thin: {
        id: noticeId,
        type,
        time,
        detailUrl: this.detailUrl({ noticeId, referralId }),
      },
    };
  }
}
