import { Injectable, Optional } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { ReadModels } from '@ttg/event-sourcing';
import { Measures, whileWaiting } from '@ttg/observability';
import { Assessor } from '../assessor/assessor';

const openAlerts = `
  select rule, severity, count(*)::integer as alerts
  from readiness.alert
  group by rule, severity`;

const dueCases = `
  select count(*)::integer as due
  from readiness.case_facts
  where assess_on <= $1::date`;

/** What is still missing, in figures, and how fast the rules look: for whoever keeps the system running. */
@Injectable()
export class ReadinessMeasures {
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
    assessor: Assessor,
    @Optional() measures?: Measures,
  ) {
    if (!measures) return;
    this.readStanding(measures);
    const name = 'ttg_sweep_seconds';
    const sweeps = measures.histogram({ name, help: 'Sweeps of the rules that had a case to look at' }, whileWaiting);
    const looked = measures.counter({ name: 'ttg_sweep_cases_total', help: 'Cases that the rules have looked at' });
    assessor.onSwept(({ cases, began, ended }) => {
      sweeps.observe((ended - began) / 1000);
      looked.inc(cases);
    });
  }

  private readStanding(measures: Measures): void {
    const open = measures.gauge({
      name: 'ttg_alerts_open',
      help: 'Alerts that stand, by rule and severity: R act today, A act this week, B be aware',
      labels: ['rule', 'severity'],
    });
    const due = measures.gauge({ name: 'ttg_cases_due', help: 'Cases that the rules must look at now' });
    measures.onRead([open], async () => {
      const rows = await this.readModels.query<{ rule: string; severity: string; alerts: number }>(openAlerts, []);
      for (const { rule, severity, alerts } of rows) open.set({ rule, severity }, alerts);
    });
    measures.onRead([due], async () => {
      const [row] = await this.readModels.query<{ due: number }>(dueCases, [this.clock.today().toString()]);
      if (row) due.set(row.due);
    });
  }
}
