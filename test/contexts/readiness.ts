import { randomUUID } from 'node:crypto';
import { type DomainEvent, type Position, ReadModels } from '@ttg/event-sourcing';
import { ReadinessModule } from '@ttg/readiness';
import { streamOf } from '@ttg/readiness/testing/case-record';
import type { TestDatabase } from '../postgres/database';
import { type ContextApp, startContext } from './context-app';
import type { Woman } from './housing';

export const startReadiness = (today?: string, database?: TestDatabase): Promise<ContextApp> =>
  startContext([ReadinessModule], today, database);

/** A synthetic woman of whom nothing is known yet. */
export const aWoman = (): Woman => ({ personId: randomUUID(), caseId: randomUUID() });

/** What the other contexts wrote about her, each event in its own stream. @returns the last position */
export const learned = async (
  app: ContextApp,
  woman: Woman,
  ...events: readonly DomainEvent[]
): Promise<Position | undefined> => {
  let last: Position | undefined;
  for (const event of events) {
    const ids = { caseId: woman.caseId, ...('personId' in event.data && { personId: woman.personId }) };
    const hers = { ...event, data: { ...event.data, ...ids } };
    last = await app.happened(streamOf(hers, woman.caseId), woman, hers);
  }
  return last;
};

/** Rows as the readers of the context get them. */
export const rows = <Row extends object>({ app }: ContextApp, sql: string, ...parameters: unknown[]): Promise<Row[]> =>
  app.get(ReadModels).query<Row>(sql, parameters);

/** `G1 A`, of one case or of all, as the board has them. */
export const standing = async (app: ContextApp, ...cases: readonly Woman[]): Promise<readonly string[]> => {
  const found = await rows<{ alert: string }>(
    app,
    `select rule || ' ' || severity as alert from readiness.alert
      where cardinality($1::uuid[]) = 0 or case_id = any($1::uuid[]) order by 1`,
    cases.map(({ caseId }) => caseId),
  );
  return found.map(({ alert }) => alert);
};
