import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { referralCarriedOver } from '@ttg/housing/events';
import { carryReferralOver, evolveFacts, factEvents, type Facts } from '../facts';
import { boardRow } from './board-row';
import type { RuleEvent } from './case-facts.types';

interface Known {
  readonly personId: string;
  readonly facts: Facts;
  readonly position: string;
}

/**
 * The facts of every case, folded from the events of all contexts. A case whose facts changed is marked as due for the
 * assessor, in the same transaction.
 */
@Injectable()
export class CaseFacts extends Projection<RuleEvent> {
  readonly name = 'readiness.facts';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'case-facts.schema.sql');
  readonly handles = [...factEvents, referralCarriedOver];

  async apply(events: readonly Recorded<RuleEvent>[], tables: Tables): Promise<void> {
    const known = await load(events, tables);
    const changed = new Map<string, Known>();
    for (const event of events) {
      const { caseId, personId } = event.metadata;
      if (caseId === undefined) continue;
      const before = known.get(caseId);
      const facts =
        event.type === 'housing.referral-carried-over'
          ? carryReferralOver(known.get(event.data.fromCaseId)?.facts, before?.facts, event)
          : evolveFacts(before?.facts, event);
      if (before && facts === before.facts) continue;
      const now: Known = { personId, facts, position: event.position };
      known.set(caseId, now);
      changed.set(caseId, now);
    }
    if (changed.size > 0) await save(changed, tables);
  }
}

const load = async (events: readonly Recorded<RuleEvent>[], tables: Tables): Promise<Map<string, Known>> => {
  const cases = new Set<string>();
  for (const { data, type, metadata } of events) {
    if (metadata.caseId !== undefined) cases.add(metadata.caseId);
    if (type === 'housing.referral-carried-over') cases.add(data.fromCaseId);
  }
  const rows = await tables.query<{ caseId: string; personId: string; facts: Facts; position: string }>(
    'select case_id as "caseId", person_id as "personId", facts, position from case_facts where case_id = any($1::uuid[])',
    [[...cases]],
  );
  return new Map(rows.map(({ caseId, ...row }) => [caseId, row]));
};

const save = async (changed: ReadonlyMap<string, Known>, tables: Tables): Promise<void> => {
  const rows = [...changed].map(([caseId, { personId, facts, position }]) => ({
    caseId,
    personId,
    facts,
    position,
    row: boardRow(facts),
  }));
  await tables.query(upsert, [
    JSON.stringify(
      rows.map(({ caseId, personId, facts, position, row }) => ({
        case_id: caseId,
        person_id: personId,
        facts,
        board_row: row,
        prison: row.prison ?? null,
        councils: row.councils,
        planned: row.planned ?? null,
        released: row.released,
        closed: row.closed,
        accommodation: row.accommodation.status,
        gp: row.gp.status,
        medicines: row.medicines.status,
        position,
      })),
    ),
  ]);
};

const upsert = readSql(__dirname, 'case-facts.upsert.sql');
