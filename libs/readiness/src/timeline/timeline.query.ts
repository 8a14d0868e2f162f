import { Injectable } from '@nestjs/common';
import { type IsoInstant, ReadModels } from '@ttg/event-sourcing';
import { actorInWords } from '../board/alert-lines';
import type { TimelineEntry } from '../board/board-view';
import type { Audience, RuleId } from '../events';
import { mayRead } from './timeline-readers';
import { timelineTexts } from './timeline-texts';

const pageSize = 50;

interface TimelineRow {
  readonly sequence: string;
  readonly eventId: string;
  readonly type: string;
  readonly data: { readonly rule?: RuleId; readonly audience?: readonly Audience[]; readonly kind?: string };
  readonly role: string;
  readonly organisation: string;
  readonly occurredAt: IsoInstant;
  readonly recordedAt: IsoInstant;
}

const earlierThan = `
select sequence, event_id as "eventId", type, data, role, organisation, occurred_at as "occurredAt", recorded_at as "recordedAt"
  from readiness.timeline
 where case_id = $1 and ($2::bigint is null or sequence < $2::bigint)
 order by sequence desc limit $3`;

/** Is it a cursor of ours? */
export const isTimelineCursor = (text: string): boolean => /^\d{1,18}$/.test(text);

/** Her timeline, latest first, as the reader may see it. */
@Injectable()
export class TimelineQuery {
  constructor(private readonly readModels: ReadModels) {}

  /** @param cursor where the last page ended; text that is no cursor of ours gives an empty page. */
  async page(
    caseId: string,
    reader: Audience | undefined,
    cursor?: string,
  ): Promise<{ readonly entries: readonly TimelineEntry[]; readonly earlier?: string }> {
    if (!reader || (cursor !== undefined && !isTimelineCursor(cursor))) return { entries: [] };
    const entries: TimelineEntry[] = [];
    let from = cursor;
    for (;;) {
      const rows = await this.readModels.query<TimelineRow>(earlierThan, [caseId, from ?? null, pageSize]);
      for (const row of rows) {
        from = row.sequence;
        const text = mayRead(row, reader) ? textOf(row) : undefined;
        if (text) entries.push(entry(row, text));
        if (entries.length === pageSize) return { entries, earlier: from };
      }
      if (rows.length < pageSize) return { entries };
    }
  }
}

const textOf = ({ type, data }: TimelineRow): string | undefined => {
  const texts: Readonly<Record<string, ((data: never) => string) | undefined>> = timelineTexts;
  return texts[type]?.(data as never);
};

const entry = ({ eventId, role, organisation, occurredAt, recordedAt }: TimelineRow, text: string): TimelineEntry => ({
  eventId,
  text,
  who: actorInWords(role, organisation),
  occurredAt,
  recordedAt,
});
