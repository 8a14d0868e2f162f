import type { ClientBase, Pool } from 'pg';
import type { Position } from '../store/event-store';
import { liveSchema } from './catalogue';
import type { Projection } from './projection';
import type { Prepared } from './sent-together';

/** How a projection stands in the database. */
export interface PositionRow {
  readonly version: number;
  /** Its rows hold everything up to here; nothing before the first event. */
  readonly position: Position | undefined;
  readonly status: 'live' | 'paused';
  readonly tables: readonly string[];
  /** How many lanes its rows are written in; the position is the lowest of them. */
  readonly lanes: number;
}

interface Columns extends Omit<PositionRow, 'position'> {
  readonly position: Position | null;
}

const toRow = (columns: Columns | undefined): PositionRow | undefined =>
  columns && { ...columns, position: columns.position ?? undefined };

const readStatement = `
  select version, position, status, tables, lanes
  from projections.positions
  where name = $1`;

// One round trip: takes the lock that keeps a second writer out, and turns unqualified names to the projection's tables.
const lockStatement = `
  select version, position, status, tables, lanes, set_config('search_path', $2, true)
  from projections.positions
  where name = $1
  for update`;

/** Where a projection is believed to stand: from $1 name, $2 version, $3 lanes, $4 position. */
export const standsThere = `name = $1 and version = $2 and status = 'live' and lanes = $3 and position is not distinct from $4`;

const moveStatement = `
  update projections.positions
  set position = $5, updated_at = now()
  where ${standsThere}`;

const moveIdleStatement = `
  update projections.positions
  set position = $2, updated_at = now()
  where name = $1 and version = $3 and position is not distinct from $4`;

const statusStatement = `
  update projections.positions
  set status = $2, updated_at = now()
  where name = $1`;

/** @returns how the projection stands, or nothing if it was never seen here. */
export const readPosition = async (on: ClientBase | Pool, name: string): Promise<PositionRow | undefined> => {
  const { rows } = await on.query<Columns>({ name: 'read-position', text: readStatement, values: [name] });
  return toRow(rows[0]);
};

/** Locks the projection until the transaction ends; from here on unqualified table names are its own live tables. */
export const lockPosition = async (client: ClientBase, projection: Projection): Promise<PositionRow | undefined> => {
  const values = [projection.name, searchPath(liveSchema(projection))];
  const { rows } = await client.query<Columns>({ name: 'lock-position', text: lockStatement, values });
  return toRow(rows[0]);
};

/** Where a projection is believed to stand. */
export type Standing = Pick<PositionRow, 'position' | 'lanes'>;

/** @returns the values of `standsThere`. */
export const standingValues = ({ name, version }: Projection, { position, lanes }: Standing) =>
  [name, version, lanes, position ?? null] as const;

/**
 * Moves a live projection, and so locks it until the transaction ends, if it stands where it is believed to stand; else its row is
 * not touched. Rolled back with the rows, it may be moved before they are written.
 */
export const movePosition = (projection: Projection, from: Standing, to: Position | undefined): Prepared => ({
  name: 'projection-moves',
  text: moveStatement,
  values: [...standingValues(projection, from), to ?? null],
});

/**
 * Moves a projection past events it does not handle, without a lock, if it still stands where it is believed to stand.
 * @returns false if it does not.
 */
export const moveIdle = async (
  pool: Pool,
  { name, version }: Projection,
  from: Position | undefined,
  to: Position,
): Promise<boolean> => {
  const values = [name, to, version, from ?? null];
  const { rowCount } = await pool.query({ name: 'move-idle', text: moveIdleStatement, values });
  return rowCount === 1;
};

/** Pauses a projection, or lets it go on. Its runner notices before its next batch. */
export const setStatus = async (pool: Pool, name: string, status: PositionRow['status']): Promise<boolean> => {
  const { rowCount } = await pool.query(statusStatement, [name, status]);
  return rowCount === 1;
};

/** Turns unqualified names to the tables of one schema, until the transaction ends: a statement. */
export const setSearchPath = (schema: string): string => `set local search_path to ${searchPath(schema)}`;

/** @returns a search_path in which unqualified names mean the tables of one schema only. */
export const searchPath = (schema: string): string => `"${schema}", pg_temp`;
