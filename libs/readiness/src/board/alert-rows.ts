import { londonToday } from '@ttg/calendar';
import type { Personal, Recorded } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';
import type { BoardEvent, RowWriters } from './board-events';

type AlertEvent = Extract<BoardEvent, { readonly type: `readiness.alert-${string}` }>;

/** What a person said about an alert, as the row keeps it: the words sealed. */
export interface Said {
  readonly words: ReturnType<Personal<string>['toJSON']>;
  readonly day?: string;
  readonly role: string;
  readonly organisation: string;
  readonly on: string;
}

const said = ({ metadata }: Recorded<AlertEvent>, words: Personal<string>, day?: string): string => {
  const { role, organisation } = metadata.actor;
  const on = londonToday(Temporal.Instant.from(metadata.recordedAt)).toString();
  return JSON.stringify({ words: words.toJSON(), day, role, organisation, on } satisfies Said);
};

export const alertRows: RowWriters<AlertEvent> = {
  'readiness.alert-raised': ({ data }, tables) =>
    tables.query(
      `insert into alert (alert_id, case_id, rule, rule_version, subject, severity, audience, facts, source, due, raised_on, compressed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        data.alertId,
        data.caseId,
        data.rule,
        data.ruleVersion,
        data.subject,
        data.severity,
        data.audience,
        JSON.stringify(data.facts),
        data.source,
        data.due ?? null,
        data.on,
        data.compressed ?? false,
      ],
    ),
  'readiness.alert-escalated': ({ data }, tables) =>
    tables.query(
      'update alert set rule_version = $2, severity = $3, audience = $4, facts = $5, due = $6 where alert_id = $1',
      [data.alertId, data.ruleVersion, data.severity, data.audience, JSON.stringify(data.facts), data.due ?? null],
    ),
  'readiness.alert-cleared': ({ data }, tables) =>
    tables.query('delete from alert where alert_id = $1', [data.alertId]),
  'readiness.alert-acknowledged': (event, tables) =>
    tables.query('update alert set acknowledged = $2, snoozed = null where alert_id = $1', [
      event.data.alertId,
      said(event, event.data.willDo, event.data.by),
    ]),
  'readiness.alert-snoozed': (event, tables) =>
    tables.query('update alert set snoozed = $2 where alert_id = $1', [
      event.data.alertId,
      said(event, event.data.reason, event.data.until),
    ]),
  'readiness.alert-disputed': (event, tables) =>
    tables.query('update alert set disputed = $2 where alert_id = $1', [
      event.data.alertId,
      said(event, event.data.why),
    ]),
};
