import type { ClientBase } from 'pg';
import type { Position, StoredEvent } from '../store/event-store';

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
  select distinct case_key as "caseKey"
  from projections.parked
  where projection = $1 and rebuilding = $2`;

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

/** What is held back together: the events of one case, or of one person where there is no case. */
export const caseKeyOf = ({ metadata }: StoredEvent): string => metadata.caseId ?? metadata.personId;

/** @returns the cases of which an event is parked. */
export const heldCases = async (client: ClientBase, place: ParkingPlace): Promise<Set<string>> => {
  const values = [place.name, place.rebuilding];
  const { rows } = await client.query<{ caseKey: string }>({ name: 'held-cases', text: heldStatement, values });
  return new Set(rows.map(({ caseKey }) => caseKey));
};

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
