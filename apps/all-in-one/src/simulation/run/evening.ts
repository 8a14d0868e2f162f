import { EventStore, ProjectionWaiter } from '@ttg/event-sourcing';
import type { OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { CarryOver } from '@ttg/housing/carry-over/carry-over';
import { Assessor } from '@ttg/readiness';
import { momentOf } from '../lives/act';
import type { ProgrammeDay } from './programme';
import type { SimulatedClock } from './simulated-clock';

/** Milliseconds of real time after which a read model is not merely slow. */
const patience = 60_000;
const evening = 18 * 60;

/** A read model has stopped: what follows would not be what follows from what was recorded. */
export class ReadModelStandsStill extends Error {
  override readonly name = 'ReadModelStandsStill';

  constructor(name: string) {
    super(`The read model ${name} has stopped. Look at: npm run ttg -- projections status`);
  }
}

/** What goes on by itself in the running application, a step at a time: referrals that go over with her, and the rules. */
export class Evening {
  private readonly store: EventStore;
  private readonly waiter: ProjectionWaiter;
  private readonly carryOver: CarryOver;
  private readonly assessor: Assessor;

  constructor(
    kernel: OpenKernel,
    private readonly clock: SimulatedClock,
  ) {
    this.store = kernel.get(EventStore);
    this.waiter = kernel.get(ProjectionWaiter);
    this.carryOver = kernel.get(CarryOver);
    this.assessor = kernel.get(Assessor);
  }

  /**
   * The day's work is done: referrals go over with women who came back, then the rules look at whatever changed or fell due.
   * Their alerts are of that day.
   */
  of({ day, returns }: ProgrammeDay): Promise<void> {
    return this.clock.at(momentOf({ on: day, minute: evening }), async () => {
      if (returns) {
        await this.caughtUp('housing.cases', 'housing.referral-inbox');
        await this.carryOver.carryAll();
      }
      await this.caughtUp('readiness.facts');
      await this.assessor.sweep();
      await this.caughtUp('readiness.board');
    });
  }

  /** What answers to alerts are taken from, after a run before was cut off. */
  readModelsCaughtUp(): Promise<void> {
    return this.caughtUp('readiness.facts', 'readiness.board');
  }

  /** @throws ReadModelStandsStill */
  private async caughtUp(...names: readonly string[]): Promise<void> {
    const position = await this.store.lastPosition();
    if (position === undefined) return;
    for (const name of names) {
      if (!(await this.waiter.waitFor(name, position, patience))) throw new ReadModelStandsStill(name);
    }
  }
}
