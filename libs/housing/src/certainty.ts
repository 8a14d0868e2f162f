import { Injectable } from '@nestjs/common';
import { EventStore, ProjectionStatus, ProjectionWaiter } from '@ttg/event-sourcing';
import { BeingSaved } from './being-saved';

const patienceMs = 2000;

/** What passes to a council is decided on models that have come as far as the store, or not at all. */
@Injectable()
export class Certainty {
  constructor(
    private readonly waiter: ProjectionWaiter,
    private readonly status: ProjectionStatus,
    private readonly store: EventStore,
  ) {}

  /**
   * Waits until these models hold everything that was written.
   * @returns the cases and persons of whom one of them holds something back: what it says of them may be of yesterday
   * @throws BeingSaved where one does not get there
   */
  async heldBackIn(...models: readonly string[]): Promise<ReadonlySet<string>> {
    const position = await this.store.lastPosition();
    const isThere = async (model: string): Promise<boolean> =>
      position === undefined || this.waiter.waitFor(model, position, patienceMs);
    const there = await Promise.all(models.map(isThere));
    if (!there.every(Boolean)) throw new BeingSaved();
    const reports = await Promise.all(models.map((model) => this.status.one(model)));
    return new Set(reports.flatMap(({ flaggedCases }) => flaggedCases.map(({ caseKey }) => caseKey)));
  }
}
