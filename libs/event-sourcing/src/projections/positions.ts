import type { ClientBase, Pool } from 'pg';
import type { Position } from '../store/event-store';
import { liveSchema } from './catalogue';
import type { Projection } from './projection';

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

// Lanes share the position; who takes it for herself waits until none of them is at work.
const shareStatement = lockStatement.replace('for update', 'for share');

const moveStatement = `
  update projections.positions
  set position = $2, updated_at = now()
  where name = $1`;

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

/** As `lockPosition`, for one lane beside others. */
export const sharePosition = async (client: ClientBase, projection: Projection): Promise<PositionRow | undefined> => {
  const values = [projection.name, searchPath(liveSchema(projection))];
  const { rows } = await client.query<Columns>({ name: 'share-position', text: shareStatement, values });
  return toRow(rows[0]);
};

/** Moves a projection whose lock is held. */
export const movePosition = async (client: ClientBase, name: string, to: Position): Promise<void> => {
  await client.query({ name: 'move-position', text: moveStatement, values: [name, to] });
};

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
  const { rowCount } = await pool.query(moveIdleStatement, [name, to, version, from ?? null]);
  return rowCount === 1;
};

/** Pauses a projection, or lets it go on. Its runner notices before its next batch. */
export const setStatus = async (pool: Pool, name: string, status: PositionRow['status']): Promise<boolean> => {
  const { rowCount } = await pool.query(statusStatement, [name, status]);
  return rowCount === 1;
};

/** @returns a search_path in which unqualified names mean the tables of one schema only. */
export const searchPath = (schema: string): string => `"${schema}", pg_temp`;
