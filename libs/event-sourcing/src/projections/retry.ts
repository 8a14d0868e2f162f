import { Injectable } from '@nestjs/common';
import { type ClientBase, Pool } from 'pg';
import { EventStore } from '../store/event-store';
import { Applying, type Target } from './applying';
import { ProjectionCatalogue } from './catalogue';
import { failedAgain, parkedOfCase, unpark } from './parking';
import { lockPosition } from './positions';
import type { Projection } from './projection';
import { withTransaction } from './transaction';

const casesStatement = `
  select case_key as "caseKey"
  from projections.parked
  where projection = $1 and not rebuilding
  group by case_key
  order by min(number)`;

export interface RetryOutcome {
  readonly replayed: number;
  /** Events that stay parked: one that failed again, and those of its case behind it. */
  readonly stillParked: number;
}

/** The tables were made by another release than the one that is to replay into them. */
export class TablesOfAnotherVersion extends Error {
  override readonly name = 'TablesOfAnotherVersion';

  constructor({ name, version }: Projection, live: number | undefined) {
    super(
      `The tables of ${name} are of version ${live ?? 'none'} and this release has version ${version}: rebuild it, which replays what is parked too.`,
    );
  }
}

/** Replays what was parked, when its cause is mended. */
@Injectable()
export class ProjectionRetry {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly applying: Applying,
    private readonly catalogue: ProjectionCatalogue,
  ) {}

  /**
   * Replays the parked events of a projection, case by case, each case in order and up to the first that fails again.
   * @throws UnknownProjection
   */
  async retry(name: string): Promise<RetryOutcome> {
    const projection = this.catalogue.get(name);
    const { rows } = await this.pool.query<{ caseKey: string }>(casesStatement, [name]);
    const outcome = { replayed: 0, stillParked: 0 };
    for (const { caseKey } of rows) {
      const ofCase = await withTransaction(this.pool, (client) => this.retryCase(client, projection, caseKey));
      outcome.replayed += ofCase.replayed;
      outcome.stillParked += ofCase.stillParked;
    }
    return outcome;
  }

  private async retryCase(client: ClientBase, projection: Projection, caseKey: string): Promise<RetryOutcome> {
    // With the lock in hand the runner parks nothing more behind them.
    const row = await lockPosition(client, projection);
    if (row?.version !== projection.version) throw new TablesOfAnotherVersion(projection, row?.version);
    const parked = await parkedOfCase(client, projection.name, caseKey);
    const target: Target = { client, projection, rebuilding: false };
    for (const [replayed, { number, eventId }] of parked.entries()) {
      const event = await this.store.findEvent(eventId);
      if (!event) throw new Error(`Event ${eventId} is parked and is not in the event store: is this its store?`);
      const failure = await this.applying.tryOne(target, event);
      if (failure !== undefined) {
        await failedAgain(client, number, failure);
        return { replayed, stillParked: parked.length - replayed };
      }
      await unpark(client, number);
    }
    return { replayed: parked.length, stillParked: 0 };
  }
}
