import { Injectable } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { pause, ProjectionWaiter } from '@ttg/event-sourcing';
import { Assessor } from './assessor';
import { DueCases } from './due-cases';

/** How long a reader waits for the rules to have looked. Milliseconds of real time. */
const patience = 1_000;
const pollEvery = 10;

/** A reader of a case sees what followed from the last fact, too: its alerts raised and cleared. */
@Injectable()
export class Settled {
  constructor(
    private readonly assessor: Assessor,
    private readonly due: DueCases,
    private readonly waiter: ProjectionWaiter,
    private readonly clock: Clock,
  ) {}

  /** @returns whether the rules have seen all the facts there are of the case, and their outcome can be read. */
  async wait(caseId: string): Promise<boolean> {
    const deadline = performance.now() + patience;
    for (;;) {
      const state = await this.due.stateOf(caseId, this.clock.today());
      const left = deadline - performance.now();
      if (!state) return true;
      if (!state.due)
        return (
          state.assessedPosition === undefined ||
          this.waiter.waitFor('readiness.board', state.assessedPosition, Math.max(left, 0))
        );
      if (left <= 0) return false;
      this.assessor.hurry();
      await pause(pollEvery);
    }
  }
}
