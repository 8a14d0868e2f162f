import { londonToday } from '@ttg/calendar';
import type { Personal, Recorded } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';
import { each, lastOfEach, type BoardEvent, type RowWriters } from './board-events';

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

const insertAlerts = `
insert into alert (alert_id, case_id, rule, rule_version, subject, severity, audience, facts, source, due, raised_on, compressed)
select alert_id, case_id, rule, rule_version, subject, severity, audience, facts, source, due, raised_on, compressed
  from json_to_recordset($1::json) as raised (
         alert_id uuid, case_id uuid, rule text, rule_version integer, subject text, severity text, audience text[], facts json,
         source text, due date, raised_on date, compressed boolean)`;

const toAlertRow = ({ data }: Extract<Recorded<AlertEvent>, { readonly type: 'readiness.alert-raised' }>) => ({
  alert_id: data.alertId,
  case_id: data.caseId,
  rule: data.rule,
  rule_version: data.ruleVersion,
  subject: data.subject,
  severity: data.severity,
  audience: data.audience,
  facts: data.facts,
  source: data.source,
  due: data.due,
  raised_on: data.on,
  compressed: data.compressed ?? false,
});

const escalateAlerts = `
update alert
   set rule_version = escalated.rule_version, severity = escalated.severity, audience = escalated.audience,
       facts = escalated.facts, due = escalated.due
  from json_to_recordset($1::json) as escalated (
         alert_id uuid, rule_version integer, severity text, audience text[], facts json, due date)
 where alert.alert_id = escalated.alert_id`;

const toEscalated = ({ data }: Extract<Recorded<AlertEvent>, { readonly type: 'readiness.alert-escalated' }>) => ({
  alert_id: data.alertId,
  rule_version: data.ruleVersion,
  severity: data.severity,
  audience: data.audience,
  facts: data.facts,
  due: data.due,
});

export const alertRows: RowWriters<AlertEvent> = {
  'readiness.alert-raised': (events, tables) => tables.query(insertAlerts, [JSON.stringify(events.map(toAlertRow))]),
  'readiness.alert-escalated': (events, tables) => {
    const last = lastOfEach(events, ({ data }) => data.alertId);
    return tables.query(escalateAlerts, [JSON.stringify(last.map(toEscalated))]);
  },
  'readiness.alert-cleared': (events, tables) =>
    tables.query('delete from alert where alert_id = any($1::uuid[])', [events.map(({ data }) => data.alertId)]),
  'readiness.alert-acknowledged': each((event, tables) =>
    tables.query('update alert set acknowledged = $2, snoozed = null where alert_id = $1', [
      event.data.alertId,
      said(event, event.data.willDo, event.data.by),
    ]),
  ),
  'readiness.alert-snoozed': each((event, tables) =>
    tables.query('update alert set snoozed = $2 where alert_id = $1', [
      event.data.alertId,
      said(event, event.data.reason, event.data.until),
    ]),
  ),
  'readiness.alert-disputed': each((event, tables) =>
    tables.query('update alert set disputed = $2 where alert_id = $1', [
      event.data.alertId,
      said(event, event.data.why),
    ]),
  ),
};
