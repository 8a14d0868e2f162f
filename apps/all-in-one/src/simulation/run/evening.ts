import { CarryOver } from '@ttg/housing/carry-over/carry-over';
import { EventStore, ProjectionCatalogue, ProjectionWaiter } from '@ttg/event-sourcing';
import type { OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { Assessor } from '@ttg/readiness';
import type { Day } from '../lives/days';
import { momentOf } from '../lives/act';
import type { SimulatedClock } from './simulated-clock';

/** Milliseconds of real time after which the read models are not merely slow. */
const patience = 60_000;
const evening = 18 * 60;

/** A read model has stopped: what follows would not be what follows from what was recorded. */
export class ReadModelStandsStill extends Error {
  override readonly name = 'ReadModelStandsStill';

  constructor(name: string) {
    super(`The read model ${name} has stopped. Look at: npm run ttg -- projections status`);
  }
}

/** What goes on by itself, a step at a time: read models, referrals that go over with her, the rules. */
export class Evening {
  private readonly store: EventStore;
  private readonly waiter: ProjectionWaiter;
  private readonly projections: readonly string[];
  private readonly carryOver: CarryOver;
  private readonly assessor: Assessor;

  constructor(
    kernel: OpenKernel,
    private readonly clock: SimulatedClock,
  ) {
    this.store = kernel.get(EventStore);
    this.waiter = kernel.get(ProjectionWaiter);
    this.projections = kernel
      .get(ProjectionCatalogue)
      .all()
      .map(({ name }) => name);
    this.carryOver = kernel.get(CarryOver);
    this.assessor = kernel.get(Assessor);
  }

  /** The day's work is done: referrals go over, then the rules look at whatever changed or fell due. Their alerts are of that day. */
  async of(day: Day): Promise<void> {
    await this.caughtUp();
    await this.clock.at(momentOf({ on: day, minute: evening }), async () => {
      if ((await this.carryOver.carryAll()) > 0) await this.caughtUp();
      if ((await this.assessor.sweep()) > 0) await this.caughtUp();
    });
  }

  /** @throws ReadModelStandsStill */
  async caughtUp(): Promise<void> {
    const position = await this.store.lastPosition();
    if (position === undefined) return;
    await Promise.all(
      this.projections.map(async (name) => {
        if (!(await this.waiter.waitFor(name, position, patience))) throw new ReadModelStandsStill(name);
      }),
    );
  }
}
