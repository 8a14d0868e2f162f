import { crc32 } from 'node:zlib';
import type { ClientBase, Pool } from 'pg';
import type { Position, StoredEvent } from '../store/event-store';
import { caseKeyOf } from './parking';
import { type Standing, standingValues, standsThere } from './positions';
import type { Projection } from './projection';
import type { Prepared } from './sent-together';

const setStatement = `
  update projections.positions
  set lanes = $2
  where name = $1`;

const dropStatement = `
  delete from projections.lanes
  where projection = $1`;

const makeStatement = `
  insert into projections.lanes (projection, lane)
  select $1, generate_series(0, $2::int - 1)`;

const readStatement = `
  select lane, position
  from projections.lanes
  where projection = $1`;

// Lanes share the position; who takes it for herself waits until none of them is at work.
const moveStatement = `
  with ours as materialized (
    select name
    from projections.positions
    where ${standsThere}
    for share)
  update projections.lanes l
  set position = $7
  from ours
  where l.projection = ours.name and l.lane = $5 and l.position is not distinct from $6`;

/** Events of a batch that go to the same lane, in their order. */
export interface LanePart {
  readonly lane: number;
  readonly events: readonly StoredEvent[];
}

/** @returns the lane of a case: the same in every process, and for as long as there are as many lanes. */
export const laneOf = (caseKey: string, lanes: number): number => crc32(caseKey) % lanes;

/** @returns a batch cut by lane; lanes without events are left out. */
export const byLane = (events: readonly StoredEvent[], lanes: number): LanePart[] => {
  const parts = new Map<number, StoredEvent[]>();
  for (const event of events) {
    const lane = laneOf(caseKeyOf(event), lanes);
    const part = parts.get(lane);
    if (part) part.push(event);
    else parts.set(lane, [event]);
  }
  return [...parts].map(([lane, ofLane]) => ({ lane, events: ofLane }));
};

/** Waits for all lanes, also when one failed: none is at work any more when this returns or throws. @throws what the first threw */
export const joined = async <T>(lanes: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(lanes);
  return Promise.all(lanes);
};

/** Gives a projection whose lock is held, and whose lanes all stand at its position, as many lanes. */
export const setLanes = async (client: ClientBase, name: string, lanes: number): Promise<void> => {
  await client.query(setStatement, [name, lanes]);
  await client.query(dropStatement, [name]);
  if (lanes > 1) await client.query(makeStatement, [name, lanes]);
};

/** @returns the position of each lane; nothing of one that stands where the projection does. */
export const readLanes = async (pool: Pool, name: string): Promise<Map<number, Position | undefined>> => {
  const { rows } = await pool.query<{ lane: number; position: Position | null }>(readStatement, [name]);
  return new Map(rows.map(({ lane, position }) => [lane, position ?? undefined]));
};

/**
 * Moves a lane, and so keeps everybody else from it until the transaction ends, if both it and its projection stand where they are
 * believed to stand; else nothing is touched.
 */
export const moveLane = (
  projection: Projection,
  at: Standing,
  { lane, from, to }: { readonly lane: number; readonly from: Position | undefined; readonly to: Position },
): Prepared => ({
  name: 'projection-moves-lane',
  text: moveStatement,
  values: [...standingValues(projection, at), lane, from ?? null, to],
});
