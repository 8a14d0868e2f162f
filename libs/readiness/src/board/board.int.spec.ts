import { randomUUID } from 'node:crypto';
import { type DomainEvent, isoDate } from '@ttg/event-sourcing';
import { date } from '@ttg/calendar';
import type { ContextApp } from '../../../../test/contexts/context-app';
import { aWoman, rows, startReadiness } from '../../../../test/contexts/readiness';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { alertCleared, alertEscalated, alertRaised, taskOpened, taskRescheduled } from '../events';

jest.setTimeout(60_000);

const day = (text: string) => isoDate(date(text));
const on = day('2027-03-10');

/** What an assessment writes: an alert that is raised and then changed twice, and a task that is put off twice. */
const assessment = (caseId: string): readonly DomainEvent[] => {
  const alert = { alertId: randomUUID(), caseId, rule: 'G1', subject: '' } as const;
  const task = { taskId: randomUUID(), caseId, kind: 'arrange-gp', subject: '' } as const;
  const said = { ruleVersion: 1, audience: ['prison-resettlement'], facts: { days: 40 }, on } as const;
  const change = { ...alert, ...said, compressed: false } as const;
  return [
    alertRaised({ ...alert, ...said, severity: 'A', source: 'synthetic', due: day('2027-03-20') }),
    taskOpened({ ...task, rule: 'G1', owner: 'prison-healthcare', compressed: false, due: day('2027-03-20'), on }),
    alertEscalated({ ...change, from: 'A', severity: 'R', due: day('2027-03-18') }),
    taskRescheduled({ ...task, due: day('2027-03-18'), compressed: true, on }),
    alertEscalated({ ...change, ruleVersion: 2, from: 'R', severity: 'A', facts: { days: 5 } }),
    taskRescheduled({ ...task, compressed: false, on }),
  ];
};

/** Of all of a batch, the last word counts. */
describe('the rows of alerts and tasks', () => {
  let app: ContextApp;
  beforeEach(async () => {
    app = await startReadiness();
  });
  afterEach(() => app.close());

  it('say what the last of many events in one batch said', async () => {
    const women = [aWoman(), aWoman()];
    const all = women.flatMap(({ caseId }) => assessment(caseId));
    const [woman] = women;
    if (!woman) throw new Error('There are two of them.');
    await app.happened('readiness-together', woman, ...all);
    await eventually(async () => expect(await rows(app, 'select from readiness.alert')).toHaveLength(2));
    const shown = await rows(
      app,
      `select a.rule_version as "ruleVersion", a.severity, a.facts, a.due as "alertDue", t.due as "taskDue", t.compressed
         from readiness.alert a join readiness.task t using (case_id)`,
    );
    const last = {
      ruleVersion: 2,
      severity: 'A',
      facts: { days: 5 },
      alertDue: null,
      taskDue: null,
      compressed: false,
    };
    expect(shown).toEqual([last, last]);
  });

  it('are gone where the last of them was that it holds no more', async () => {
    const woman = aWoman();
    const { caseId } = woman;
    const [raised, ...others] = assessment(caseId);
    if (raised?.type !== 'readiness.alert-raised') throw new Error('It is raised first.');
    const { alertId, rule, subject } = raised.data as { alertId: string; rule: 'G1'; subject: string };
    await app.happened(
      'readiness-cleared',
      woman,
      raised,
      ...others,
      alertCleared({ alertId, caseId, rule, subject, on }),
    );
    await eventually(async () => expect(await rows(app, 'select from readiness.task')).toHaveLength(1));
    expect(await rows(app, 'select from readiness.alert')).toEqual([]);
  });
});
