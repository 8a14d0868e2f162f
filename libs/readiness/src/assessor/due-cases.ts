import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@ttg/calendar';
import { type Position, ReadModels } from '@ttg/event-sourcing';
import { withConnection } from '@ttg/event-sourcing/projections/transaction';
import { Pool } from 'pg';
import type { Facts } from '../facts';

/** A case on which the rules must look again: its facts changed, or a day has come. */
export interface DueCase {
  readonly caseId: string;
  readonly personId: string;
  readonly facts: Facts;
  /** The position of the last event in the facts: tells whether they changed while they were assessed. */
  readonly position: string;
  /** What made it due: an event that changed its facts, and in answer to what that was written; null where a day has come. */
  readonly because: { readonly eventId: string; readonly correlationId: string } | null;
}

/** Which facts of a case. */
export type AssessedFacts = Pick<DueCase, 'caseId' | 'position'>;

/** What became of it. */
export interface Assessed extends AssessedFacts {
  /** The day on which the rules must look again, where no event comes before. */
  readonly next: PlainDate | undefined;
  /** Where its readiness stream stands. */
  readonly upTo: Position | undefined;
}

/** Held, by whichever process sweeps, for as long as a sweep lasts. No other advisory lock of ours has this number. */
export const sweeping = 7633101;

/** Which cases the rules must look at, and on what day again. */
@Injectable()
export class DueCases {
  constructor(
    private readonly readModels: ReadModels,
    /** What was assessed is marked in the projection's row, so that a change of facts undoes it in its own transaction. */
    private readonly pool: Pool,
  ) {}

  /**
   * One at a time, of all processes on this database: what one of them found must not be written after what another found
   * later, of newer facts or of the next day.
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return withConnection(this.pool, async (client) => {
      await client.query('select pg_advisory_lock($1)', [sweeping]);
      try {
        return await work();
      } finally {
        await client.query('select pg_advisory_unlock($1)', [sweeping]);
      }
    });
  }

  /** @param except cases that failed a moment ago: not to be tried yet, unless their facts have changed since. */
  next(today: PlainDate, limit: number, except: readonly AssessedFacts[]): Promise<DueCase[]> {
    return this.readModels.query<DueCase>(
      `select case_id as "caseId", person_id as "personId", facts, position,
              case when assess_on = '-infinity'
                then json_build_object('eventId', last_event_id, 'correlationId', correlation_id) end as because
         from readiness.case_facts
        where assess_on <= $1::date
          and (case_id, position) not in (select * from unnest($3::uuid[], $4::text[]))
        order by assess_on, case_id limit $2`,
      [today.toString(), limit, except.map(({ caseId }) => caseId), except.map(({ position }) => position)],
    );
  }

  /**
   * Each only if its facts are still those that were assessed; otherwise the case stays due. A rebuild of the facts makes every
   * case due once more, which changes nothing where nothing changed.
   */
  async assessed(cases: readonly Assessed[]): Promise<void> {
    if (cases.length === 0) return;
    await this.pool.query({
      name: 'cases-assessed',
      text: `update readiness.case_facts f
                set assess_on = a.next, assessed_position = coalesce(a.up_to, assessed_position)
               from unnest($1::uuid[], $2::text[], $3::date[], $4::text[]) as a (case_id, position, next, up_to)
              where f.case_id = a.case_id and f.position = a.position`,
      values: [
        cases.map(({ caseId }) => caseId),
        cases.map(({ position }) => position),
        cases.map(({ next }) => next?.toString()),
        cases.map(({ upTo }) => upTo),
      ],
    });
  }

  /** @returns whether the rules have seen all that is known of the case today, and where that was written. */
  async stateOf(
    caseId: string,
    today: PlainDate,
  ): Promise<{ readonly due: boolean; readonly assessedPosition?: Position } | undefined> {
    const [row] = await this.readModels.query<{ due: boolean | null; assessedPosition: Position | null }>(
      'select assess_on <= $2::date as due, assessed_position as "assessedPosition" from readiness.case_facts where case_id = $1',
      [caseId, today.toString()],
    );
    return row && { due: row.due === true, assessedPosition: row.assessedPosition ?? undefined };
  }
}
