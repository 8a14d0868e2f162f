import { Injectable } from '@nestjs/common';
import { type ClientBase, Pool } from 'pg';
import { EventStore } from '../store/event-store';
import { Applying, type Target } from './applying';
import { ProjectionCatalogue } from './catalogue';
import { failedAgain, parkedOfCase, releaseCase, unpark } from './parking';
import { lockPosition } from './positions';
import type { Projection } from './projection';
import { Steps } from './steps';
import { TablesOfAnotherVersion } from './tables-of-another-version';
import { withTransaction } from './transaction';

const casesStatement = `
  select case_key as "caseKey", count(*)::int as parked
  from projections.parked p
  where projection = $1 and not rebuilding
    and not exists (select from projections.held_cases h where h.projection = $1 and h.case_key = p.case_key)
  group by case_key
  order by min(number)`;

export interface RetryOutcome {
  readonly replayed: number;
  /** Events that stay parked: one that failed again, and those of its case behind it. */
  readonly stillParked: number;
}

export interface RetryOptions {
  /** This case only, or person where the events belong to no case. What an operator parked is let go by its name alone. */
  readonly caseKey?: string;
  /** Ends it between two cases. */
  readonly signal?: AbortSignal;
  /** Cuts it off where it is. */
  readonly abandon?: AbortSignal;
  /** Told after each case: events that were looked at, replayed or not, and how many are parked; not where it is one case only. */
  readonly onProgress?: (done: number, total: number) => void;
}

interface HeldBack {
  readonly caseKey: string;
  readonly parked: number;
}

/** Replays what was parked, when its cause is mended. */
@Injectable()
export class ProjectionRetry {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly applying: Applying,
    private readonly catalogue: ProjectionCatalogue,
    private readonly steps: Steps,
  ) {}

  /**
   * Replays the parked events of a projection, case by case, each case in order and up to the first that fails again.
   * @throws UnknownProjection, TablesOfAnotherVersion
   */
  async retry(name: string, { caseKey: only, signal, abandon, onProgress }: RetryOptions = {}): Promise<RetryOutcome> {
    const projection = this.catalogue.get(name);
    const cases = only === undefined ? await this.heldBack(name) : [{ caseKey: only, parked: 0 }];
    const total = cases.reduce((sum, { parked }) => sum + parked, 0);
    const outcome = { replayed: 0, stillParked: 0 };
    for (const { caseKey } of cases) {
      if (signal?.aborted) break;
      const ofCase = await withTransaction(
        this.pool,
        async (client) => {
          const result = await this.retryCase(client, projection, caseKey);
          if (only !== undefined && result.stillParked === 0) await releaseCase(client, name, caseKey);
          await this.steps.at('before-retry-commit', name);
          return result;
        },
        { abandon },
      );
      outcome.replayed += ofCase.replayed;
      outcome.stillParked += ofCase.stillParked;
      if (only === undefined) onProgress?.(outcome.replayed + outcome.stillParked, total);
      await this.steps.at('after-retry-commit', name);
    }
    return outcome;
  }

  private async heldBack(name: string): Promise<HeldBack[]> {
    return (await this.pool.query<HeldBack>(casesStatement, [name])).rows;
  }

  private async retryCase(client: ClientBase, projection: Projection, caseKey: string): Promise<RetryOutcome> {
    // With the lock in hand the runner parks nothing more behind them.
    const row = await lockPosition(client, projection);
    if (row?.version !== projection.version) throw new TablesOfAnotherVersion(projection, row?.version);
    const parked = await parkedOfCase(client, projection.name, caseKey);
    const target: Target = { client, projection, rebuilding: false };
    for (const [replayed, { number, eventId, position }] of parked.entries()) {
      const event = await this.store.findEvent(eventId, { position });
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
