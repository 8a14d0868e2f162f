import { Injectable } from '@nestjs/common';
import { Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { referralCarriedOver } from '@ttg/housing/events';
import { assessorActor } from '../assessor/actor';
import { carryReferralOver, evolveFacts, factEvents, type Facts } from '../facts';
import { boardColumns } from './board-row';
import type { RuleEvent } from './case-facts.types';

interface Known {
  readonly personId: string;
  readonly facts: Facts;
  readonly position: string;
  /** The last event in the facts that the assessor did not write, and in answer to what it was written. */
  readonly lastEventId: string;
  readonly correlationId: string;
}

/**
 * The facts of every case, folded from the events of all contexts, and what the board asks of the open ones. A case whose facts changed is marked as due for the
 * assessor, in the same transaction.
 */
@Injectable()
export class CaseFacts extends Projection<RuleEvent> {
  readonly name = 'readiness.facts';
  readonly version = 6;
  readonly schema = readSql(__dirname, 'case-facts.schema.sql');
  readonly handles = [...factEvents, referralCarriedOver];

  async apply(events: readonly Recorded<RuleEvent>[], tables: Tables): Promise<void> {
    const known = await load(events, tables);
    const changed = new Map<string, Known>();
    for (const event of events) {
      const { caseId, personId, actor } = event.metadata;
      if (caseId === undefined) continue;
      const before = known.get(caseId);
      const facts =
        event.type === 'housing.referral-carried-over'
          ? carryReferralOver(known.get(event.data.fromCaseId)?.facts, before?.facts, event)
          : evolveFacts(before?.facts, event);
      if (before && facts === before.facts) continue;
      // What the assessor wrote may come after what it has not seen yet: that is still what its next finding follows from.
      const cause = before && actor.id === assessorActor.id ? before : causeOf(event);
      const { lastEventId, correlationId } = cause;
      const now: Known = { personId, facts, position: event.position, lastEventId, correlationId };
      known.set(caseId, now);
      changed.set(caseId, now);
    }
    if (changed.size > 0) await save(changed, tables);
  }
}

const causeOf = ({ id, metadata }: Recorded<RuleEvent>): Pick<Known, 'lastEventId' | 'correlationId'> => ({
  lastEventId: id,
  correlationId: metadata.correlationId,
});

const load = async (events: readonly Recorded<RuleEvent>[], tables: Tables): Promise<Map<string, Known>> => {
  const cases = new Set<string>();
  for (const { data, type, metadata } of events) {
    if (metadata.caseId !== undefined) cases.add(metadata.caseId);
    if (type === 'housing.referral-carried-over') cases.add(data.fromCaseId);
  }
  const rows = await tables.query<Known & { caseId: string }>(
    `select case_id as "caseId", person_id as "personId", facts, position,
            last_event_id as "lastEventId", correlation_id as "correlationId"
       from case_facts where case_id = any($1::uuid[])`,
    [[...cases]],
  );
  return new Map(rows.map(({ caseId, ...row }) => [caseId, row]));
};

/** How many rows are written at once. */
const slice = 500;
/** Between two documents: a character that JSON text cannot contain. */
const separator = '\u001e';

/** Slice by slice: while the database writes one, the next is made ready. */
const save = async (changed: ReadonlyMap<string, Known>, tables: Tables): Promise<void> => {
  const cases = [...changed];
  let written: Promise<unknown> = Promise.resolve();
  for (let first = 0; first < cases.length; first += slice) {
    const write = writing(cases.slice(first, first + slice), tables);
    await written;
    written = write();
  }
  await written;
};

const writing = (cases: readonly (readonly [string, Known])[], tables: Tables): (() => Promise<unknown>) => {
  const narrow = JSON.stringify(cases.map(toRow));
  const facts = cases.map(([, known]) => JSON.stringify(known.facts)).join(separator);
  return () => tables.query(upsert, [narrow, facts]);
};

const toRow = ([caseId, { personId, facts, position, lastEventId, correlationId }]: readonly [string, Known]) => {
  const { prison, councils, planned, released, closed, accommodation, gp, medicines } = boardColumns(facts);
  const needs = { accommodation: accommodation.status, gp: gp.status, medicines: medicines.status };
  const last = { position, last_event_id: lastEventId, correlation_id: correlationId };
  return { case_id: caseId, person_id: personId, ...last, prison, councils, planned, released, closed, ...needs };
};

const upsert = readSql(__dirname, 'case-facts.upsert.sql');
