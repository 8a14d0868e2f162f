import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { dutyToReferEvents, type DutyToReferEvent } from '../events';
import { isOpen, summarise, type ReferralSummary } from './referral-summary';

const touched = `
  select referral_id as "referralId", summary, content
  from referral_inbox
  where referral_id = any ($1)`;

const keep = `
  insert into referral_inbox (referral_id, case_id, open, council, sent_on, summary, content)
  select * from jsonb_to_recordset($1) as rows (
    referral_id uuid, case_id uuid, open boolean, council text, sent_on date, summary jsonb, content jsonb
  )
  on conflict (referral_id) do update
  set case_id = excluded.case_id, open = excluded.open, council = excluded.council, sent_on = excluded.sent_on,
    summary = excluded.summary, content = excluded.content`;

interface Kept {
  readonly referralId: string;
  readonly summary?: ReferralSummary;
  /** What was sent, as its `Personal` is stored. */
  readonly content: unknown;
}

/** Referrals as lists show them. What a referral says stays sealed here, and is opened where it is shown. */
@Injectable()
export class ReferralInbox extends Projection<DutyToReferEvent> {
  readonly name = 'housing.referral-inbox';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'referral-inbox.schema.sql');
  readonly handles = Object.values(dutyToReferEvents);

  async apply(events: readonly Recorded<DutyToReferEvent>[], tables: Tables): Promise<void> {
    const ids = [...new Set(events.map(({ data }) => data.referralId))];
    const before = await tables.query<Kept>(touched, [ids]);
    const kept = new Map(before.map((row) => [row.referralId, row]));
    for (const event of events) {
      const { referralId } = event.data;
      const { summary, content = null } = kept.get(referralId) ?? {};
      const sent = event.type === 'housing.duty-to-refer-made' ? event.data.content.toJSON() : content;
      kept.set(referralId, { referralId, summary: summarise(summary, event), content: sent });
    }
    await tables.query(keep, [JSON.stringify([...kept.values()].flatMap(asRow))]);
  }
}

const asRow = ({ referralId, summary, content }: Kept): object[] =>
  summary
    ? [
        {
          referral_id: referralId,
          case_id: summary.caseId,
          open: isOpen(summary),
          council: summary.council ?? null,
          sent_on: summary.sentOn ?? null,
          summary,
          content,
        },
      ]
    : [];
