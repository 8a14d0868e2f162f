import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock, nextLondonMidnight, type PlainDate } from '@ttg/calendar';
import {
  Background,
  BackgroundLoops,
  MovableClock,
  ProjectionSignals,
  RequestContext,
  Streams,
} from '@ttg/event-sourcing';
import { isTransient } from '@ttg/event-sourcing/projections/transient';
import { v4 } from 'uuid';
import { alerts, reconcile } from '../alerts';
import { assess } from '../rules';
import { assessorActor as actor } from './actor';
import { type Assessed, type AssessedFacts, DueCases, type DueCase } from './due-cases';
import { Wake } from './wake';

/**
 * How often it looks by itself: a rebuild by another process makes every case due, and nobody here is told. It costs one look
 * at an index. Milliseconds of real time.
 */
const lookEvery = 5_000;
const atOnce = 16;
/** A case whose assessment failed is tried again after this long, or when its facts change. Milliseconds of real time. */
const retryAfter = 60_000;

/** A sweep that had cases to look at. Times are `performance.now()` of this process. */
export interface Sweep {
  readonly cases: number;
  readonly began: number;
  readonly ended: number;
}

/**
 * Looks at every case whose facts changed or whose day has come, compares what the rules say with the alerts that stand,
 * and appends the difference. At start, on every change of facts, at London's midnight and every few seconds: its cost follows the
 * cases that are due. After days of downtime it sees all that fell due meanwhile at once, as of today.
 */
@Injectable()
export class Assessor extends Background implements OnModuleInit {
  readonly name = 'readiness.assessor';
  private readonly logger = new Logger(Assessor.name);
  private readonly wake = new Wake();
  /** Facts on which the rules failed, by case, and when they may be tried again. */
  private readonly failed = new Map<string, { readonly position: string; readonly until: number }>();
  /** The sweeps of this process wait here for one another, and not each on a connection of its own. */
  private sweeping: Promise<unknown> = Promise.resolve();
  private readonly watchers = new Set<(sweep: Sweep) => void>();

  constructor(
    loops: BackgroundLoops,
    private readonly due: DueCases,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly movable: MovableClock,
    private readonly signals: ProjectionSignals,
  ) {
    super(loops);
  }

  onModuleInit(): void {
    this.signals.onAdvanced((name) => name === 'readiness.facts' && this.wake.up());
    this.movable.onChange(async () => {
      // The next midnight is nearer than the loop thinks.
      this.wake.up();
      await this.sweep();
    });
  }

  /** Until nothing is due any more. @returns how many cases were looked at. */
  sweep(signal?: AbortSignal): Promise<number> {
    const sweep = this.sweeping.then(() => this.due.alone(() => this.watched(() => this.sweepNow(signal))));
    this.sweeping = sweep.catch(() => undefined);
    return sweep;
  }

  /** Somebody waits for the rules to look. */
  hurry(): void {
    this.wake.up();
  }

  /** Called after every sweep of this process that had something to look at. */
  onSwept(watcher: (sweep: Sweep) => void): void {
    this.watchers.add(watcher);
  }

  private async watched(sweep: () => Promise<number>): Promise<number> {
    const began = performance.now();
    const cases = await sweep();
    if (cases > 0) for (const watcher of this.watchers) watcher({ cases, began, ended: performance.now() });
    return cases;
  }

  private async sweepNow(signal?: AbortSignal): Promise<number> {
    for (let seen = 0; ;) {
      const today = this.clock.today();
      const cases = await this.due.next(today, atOnce, this.notYet());
      if (cases.length === 0 || signal?.aborted) return seen;
      const assessed = await Promise.all(cases.map((each) => this.assessOne(each, today)));
      await this.due.assessed(assessed.flatMap((each) => each ?? []));
      seen += cases.length;
    }
  }

  protected async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake.up(), { once: true });
    while (!signal.aborted) {
      await this.sweep(signal);
      await this.wake.wait(this.untilNextSweep());
    }
  }

  /** @returns nothing where it failed. */
  private async assessOne(due: DueCase, today: PlainDate): Promise<Assessed | undefined> {
    try {
      const outcome = assess(due.facts, today);
      const { caseId, personId, because } = due;
      const inAnswerTo = { correlationId: because?.correlationId ?? v4(), causationId: because?.eventId };
      const written = await RequestContext.run({ actor, ...inAnswerTo }, () =>
        this.streams.decide(alerts, `readiness-${caseId}`, reconcile(caseId, outcome, today), {
          about: { caseId, personId },
        }),
      );
      this.failed.delete(caseId);
      return { caseId, position: due.position, next: outcome.nextChange, upTo: written.position };
    } catch (error) {
      // An outage says nothing of the case: the whole sweep is done again when it is over.
      if (isTransient(error)) throw error;
      // One case that fails must not hold up the others. No message: it may hold values.
      this.failed.set(due.caseId, { position: due.position, until: performance.now() + retryAfter });
      this.logger.error(
        `Assessing case ${due.caseId} failed (${error instanceof Error ? error.name : 'unknown'}); it is tried again in a minute`,
      );
      return undefined;
    }
  }

  private notYet(): AssessedFacts[] {
    const now = performance.now();
    for (const [caseId, { until }] of this.failed) if (until <= now) this.failed.delete(caseId);
    return [...this.failed].map(([caseId, { position }]) => ({ caseId, position }));
  }

  private untilNextSweep(): number {
    const now = this.clock.now();
    const midnight = nextLondonMidnight(now).epochMilliseconds - now.epochMilliseconds;
    return Math.min(midnight, lookEvery);
  }
}
