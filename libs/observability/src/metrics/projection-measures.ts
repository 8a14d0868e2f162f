import { Injectable } from '@nestjs/common';
import { ProjectionSignals, ProjectionStatus } from '@ttg/event-sourcing';
import { Measures } from './measures';
import { secondsBetween, whileWaiting } from './seconds';

const labels = ['projection'] as const;

/** How the projections of this process's modules stand, wherever they run, and how fast those are that run here. */
@Injectable()
export class ProjectionMeasures {
  constructor(
    private readonly measures: Measures,
    private readonly status: ProjectionStatus,
    signals: ProjectionSignals,
  ) {
    this.readStanding();
    const batch = measures.histogram(
      { name: 'ttg_projection_batch_seconds', help: 'Batches of events taken in by this process', labels },
      whileWaiting,
    );
    const events = measures.counter({
      name: 'ttg_projection_events_total',
      help: 'Events taken in by this process',
      labels,
    });
    signals.onTaken(({ projection, events: taken, began, ended }) => {
      batch.observe({ projection }, secondsBetween(began, ended));
      events.inc({ projection }, taken.length);
    });
  }

  private readStanding(): void {
    const gauge = (name: string, help: string) => this.measures.gauge({ name: `ttg_projection_${name}`, help, labels });
    const lag = gauge('lag_events', 'Events of its own that it has not yet taken in; counted up to 1000');
    const behind = gauge('lag_seconds', 'How long the first of them has been waiting');
    const parked = gauge('parked_events', 'Events that it could not take in, and those of the same cases behind them');
    const held = gauge('held_cases', 'Cases whose events it holds back');
    const paused = gauge('paused', '1 while an operator lets it stand still');
    const run = gauge('run', '1 where some process runs it');
    this.measures.onRead([lag, behind, parked, held, paused, run], async () => {
      for (const report of await this.status.all()) {
        const of = { projection: report.name };
        lag.set(of, report.lag);
        behind.set(of, report.secondsBehind);
        parked.set(of, report.parked);
        held.set(of, report.flaggedCases.length);
        paused.set(of, report.status === 'paused' ? 1 : 0);
        run.set(of, report.isRun ? 1 : 0);
      }
    });
  }
}
