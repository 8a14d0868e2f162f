import type { ClientBase, QueryResult } from 'pg';
import type { Position, StoredEvent } from '../store/event-store';
import type { Prepared } from './sent-together';

/** Where events are parked: for the live tables of a projection, or for those being rebuilt. */
export interface ParkingPlace {
  readonly name: string;
  readonly rebuilding: boolean;
}

export interface ParkedEvent {
  readonly number: string;
  readonly eventId: string;
  readonly position: Position;
}

const heldStatement = `
  select case_key as "caseKey"
  from projections.parked
  where projection = $1 and rebuilding = $2
  union
  select case_key
  from projections.held_cases
  where projection = $1 and not $2`;

const holdStatement = `
  insert into projections.held_cases (projection, case_key)
  values ($1, $2)
  on conflict do nothing`;

const releaseStatement = `
  delete from projections.held_cases
  where projection = $1 and case_key = $2`;

// What an operator parked while the rebuild went on is parked for a reason of its own.
const releaseOlderStatement = `
  delete from projections.held_cases h
  using projections.rebuilds r
  where h.projection = $1 and r.name = $1 and h.held_at <= r.started_at`;

const parkStatement = `
  insert into projections.parked (projection, rebuilding, event_id, position, case_key, error_class, behind)
  values ($1, $2, $3, $4, $5, $6, $7)`;

const parkedOfCaseStatement = `
  select number, event_id as "eventId", position
  from projections.parked
  where projection = $1 and not rebuilding and case_key = $2
  order by number`;

const unparkStatement = `
  delete from projections.parked
  where number = $1`;

const failedAgainStatement = `
  update projections.parked
  set error_class = $2, behind = false, parked_at = now()
  where number = $1`;

/**
 * What is held back together: the events of one case, or of one person where there is no case; of one stream where the metadata
 * was tampered with and says neither.
 */
export const caseKeyOf = ({ metadata, stream }: StoredEvent): string => metadata.caseId ?? metadata.personId ?? stream;

/**
 * Asks for the cases that are held back: an event of theirs is parked, or an operator parked them. To be asked when the lock on
 * the projection is had, and not in the statement that waits for it, which would not see what was parked meanwhile.
 */
export const askForHeldCases = ({ name, rebuilding }: ParkingPlace): Prepared => ({
  name: 'held-cases',
  text: heldStatement,
  values: [name, rebuilding],
});

/** @param answer to `askForHeldCases`. @returns their keys */
export const heldIn = (answer: QueryResult<{ caseKey: string }> | undefined): Set<string> =>
  new Set(answer?.rows.map(({ caseKey }) => caseKey));

/** Parks an event. @param failure the class of what was thrown; nothing where it only waits behind another of its case */
export const park = async (
  client: ClientBase,
  place: ParkingPlace,
  event: StoredEvent,
  failure?: string,
): Promise<void> => {
  const { name, rebuilding } = place;
  const values = [name, rebuilding, event.id, event.position, caseKeyOf(event), failure ?? null, failure === undefined];
  await client.query(parkStatement, values);
};

/** @returns what is parked of a case, in the order in which it has to be replayed. */
export const parkedOfCase = async (client: ClientBase, name: string, caseKey: string): Promise<ParkedEvent[]> => {
  const { rows } = await client.query<ParkedEvent>(parkedOfCaseStatement, [name, caseKey]);
  return rows;
};

export const unpark = async (client: ClientBase, number: string): Promise<void> => {
  await client.query(unparkStatement, [number]);
};

export const failedAgain = async (client: ClientBase, number: string, failure: string): Promise<void> => {
  await client.query(failedAgainStatement, [number, failure]);
};

/** Holds a case back from now on, at an operator's wish. */
export const holdCase = async (client: ClientBase, name: string, caseKey: string): Promise<void> => {
  await client.query(holdStatement, [name, caseKey]);
};

/** Ends what `holdCase` began. @returns whether it was held so */
export const releaseCase = async (client: ClientBase, name: string, caseKey: string): Promise<boolean> =>
  (await client.query(releaseStatement, [name, caseKey])).rowCount === 1;

/** Ends what operators had parked before the rebuild began: it took in those events too. */
export const releaseRebuilt = async (client: ClientBase, name: string): Promise<void> => {
  await client.query(releaseOlderStatement, [name]);
};
