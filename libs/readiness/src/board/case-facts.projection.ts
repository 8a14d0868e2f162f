import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { referralCarriedOver } from '@ttg/housing/events';
import { carryReferralOver, evolveFacts, factEvents, type Facts } from '../facts';
import { boardRow, type BoardFacts } from './board-row';
import type { RuleEvent } from './case-facts.types';

interface Known {
  readonly personId: string;
  readonly facts: Facts;
  readonly position: string;
}

/**
 * The facts of every case, folded from the events of all contexts, and what the board asks of the open ones. A case whose facts changed is marked as due for the
 * assessor, in the same transaction.
 */
@Injectable()
export class CaseFacts extends Projection<RuleEvent> {
  readonly name = 'readiness.facts';
  readonly version = 2;
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

/** How many rows are written at once. */
const slice = 500;

/** Slice by slice: while the database writes one, the next is made ready. */
const save = async (changed: ReadonlyMap<string, Known>, tables: Tables): Promise<void> => {
  const cases = [...changed];
  let written: Promise<unknown> = Promise.resolve();
  for (let first = 0; first < cases.length; first += slice) {
    const rows = cases
      .slice(first, first + slice)
      .map(([caseId, known]) => ({ caseId, ...known, row: boardRow(known.facts) }));
    const write = writer(rows, tables);
    await written;
    written = write();
  }
  await written;
};

const writer = (rows: readonly Saved[], tables: Tables): (() => Promise<unknown>) => {
  const [open, closed] = [rows.filter(({ row }) => !row.closed), rows.filter(({ row }) => row.closed)];
  const facts = JSON.stringify(rows.map(toFactsRow));
  const openCases = JSON.stringify(open.map(toOpenCaseRow));
  return async () => {
    await tables.query(upsertFacts, [facts]);
    if (open.length > 0) await tables.query(upsertOpenCase, [openCases]);
    if (closed.length > 0) await tables.query(removeClosed, [closed.map(({ caseId }) => caseId)]);
  };
};

interface Saved extends Known {
  readonly caseId: string;
  readonly row: BoardFacts;
}

const toFactsRow = ({ caseId, personId, facts, position, row }: Saved) => ({
  case_id: caseId,
  person_id: personId,
  facts,
  prison: row.prison,
  councils: row.councils,
  position,
});

const toOpenCaseRow = ({ caseId, personId, row }: Saved) => ({
  case_id: caseId,
  person_id: personId,
  prison: row.prison,
  councils: row.councils,
  planned: row.planned,
  released: row.released,
  accommodation: row.accommodation.status,
  gp: row.gp.status,
  medicines: row.medicines.status,
});

const upsertFacts = readSql(__dirname, 'case-facts.upsert.sql');
const upsertOpenCase = readSql(__dirname, 'open-case.upsert.sql');
const removeClosed = 'delete from open_case where case_id = any($1::uuid[])';
