import { deepEqual, ok } from 'node:assert/strict';
import { date } from '@ttg/calendar';
import type { StoredEvent } from '@ttg/event-sourcing';
import type { Facts } from '@ttg/readiness/facts';
import { assess } from '@ttg/readiness/rules';
import { today } from '../her-referral';
import type { Installation } from '../installation';

interface Alert {
  readonly caseId: string;
  readonly rule: string;
  readonly subject: string;
  readonly severity: string;
  readonly due: string | null;
}

const inOrder = (alerts: readonly Alert[]): string[] =>
  alerts.map(({ caseId, rule, subject, severity, due }) => [caseId, rule, subject, severity, due].join(' ')).sort();

/** The alerts that stand are those that the rules find in the facts today: none is missing, none is left over. */
export const alertsAreThoseOfTheRules = async (installation: Installation): Promise<void> => {
  const cases = await installation.rows<{ caseId: string; facts: Facts }>(
    `select case_id as "caseId", facts from readiness.case_facts`,
  );
  const found = cases.flatMap(({ caseId, facts }) =>
    assess(facts, date(today)).alerts.map(({ rule, subject, severity, due }): Alert => ({
      caseId,
      rule,
      subject,
      severity,
      due: due?.toString() ?? null,
    })),
  );
  const standing = await installation.rows<Alert>(
    `select case_id as "caseId", rule, subject, severity, due::text from readiness.alert`,
  );
  deepEqual(inOrder(standing), inOrder(found));
  ok(found.length > 0, 'No alert stands: nothing was shown.');
};

/** No alert was raised while it stood, and none was cleared that did not. */
export const alertsAlternate = (events: readonly StoredEvent[]): void => {
  const standing = new Set<unknown>();
  let cleared = 0;
  for (const { type, data } of events) {
    const alert = JSON.stringify([data['caseId'], data['rule'], data['subject']]);
    if (type === 'readiness.alert-raised') {
      ok(!standing.has(alert), `${alert} was raised twice.`);
      standing.add(alert);
    }
    if (type !== 'readiness.alert-cleared') continue;
    ok(standing.delete(alert), `${alert} was cleared and did not stand.`);
    cleared += 1;
  }
  ok(cleared > 0, 'No alert was cleared: nothing was shown.');
};
