import { type ClientBase, escapeIdentifier } from 'pg';
import { liveSchema, shadowSchema } from './catalogue';
import { setSearchPath } from './positions';
import type { Projection } from './projection';

/** The SQL of a projection makes something that cannot be moved when a rebuild takes over. */
export class ProjectionSchemaRefused extends Error {
  override readonly name = 'ProjectionSchemaRefused';
}

/** Keeps two processes, and two rebuilds, from making tables for the same projection. */
export const tablesLockClass = 7633001;

const tryLockStatement = `select pg_try_advisory_lock(${tablesLockClass}, hashtext($1)) as locked`;
const unlockStatement = `select pg_advisory_unlock(${tablesLockClass}, hashtext($1))`;
const lockInTransactionStatement = `select pg_advisory_xact_lock(${tablesLockClass}, hashtext($1))`;

const tablesStatement = `
  select relname as name
  from pg_class
  where relnamespace = $1::regnamespace and relkind = 'r'
  order by relname`;

// Sequences move with the column that owns them; anything else in the schema would be left behind.
const immovableStatement = `
  select relname as name
  from pg_class c
  where relnamespace = $1::regnamespace
    and (relkind in ('v', 'm', 'f', 'p')
      or relkind = 'S' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')))
  union all
  select proname from pg_proc where pronamespace = $1::regnamespace
  union all
  select typname from pg_type where typnamespace = $1::regnamespace and typtype in ('e', 'd', 'r')`;

const takenStatement = `
  select relname as name
  from pg_class
  where relnamespace = $1::regnamespace and relkind = 'r' and relname = any ($2) and not relname = any ($3)`;

/** Takes the projection's lock for the session, if nobody has it. */
export const tryLock = async (client: ClientBase, name: string): Promise<boolean> => {
  const { rows } = await client.query<{ locked: boolean }>(tryLockStatement, [name]);
  return rows[0]?.locked === true;
};

export const unlock = async (client: ClientBase, name: string): Promise<void> => {
  await client.query(unlockStatement, [name]);
};

/** Takes the projection's lock until the transaction ends, waiting for it. */
export const lockInTransaction = async (client: ClientBase, name: string): Promise<void> => {
  await client.query(lockInTransactionStatement, [name]);
};

/**
 * Makes the projection's tables, empty, in the shadow schema, in place of whatever an earlier attempt left there.
 * @param ownTables the tables of the version that is live now: their names may be used again.
 * @returns the names of the tables.
 * @throws ProjectionSchemaRefused
 */
export const makeShadowTables = async (
  client: ClientBase,
  projection: Projection,
  ownTables: readonly string[],
): Promise<string[]> => {
  const shadow = escapeIdentifier(shadowSchema(projection));
  await dropShadow(client, projection);
  await client.query(`create schema ${shadow}`);
  await client.query(setSearchPath(shadowSchema(projection)));
  await client.query(projection.schema);
  const tables = await names(client, tablesStatement, [shadow]);
  const immovable = await names(client, immovableStatement, [shadow]);
  if (immovable.length > 0) {
    throw new ProjectionSchemaRefused(
      `${projection.name} makes ${immovable.join(', ')}: make tables and indexes only.`,
    );
  }
  const taken = await names(client, takenStatement, [escapeIdentifier(liveSchema(projection)), tables, ownTables]);
  if (taken.length > 0) {
    throw new ProjectionSchemaRefused(
      `${projection.name} makes ${taken.join(', ')}, which another projection has: give it another name.`,
    );
  }
  return tables;
};

/** Puts the tables of the shadow schema in the place of the live ones. Seen by readers at commit, all together. */
export const moveShadowTables = async (
  client: ClientBase,
  projection: Projection,
  made: readonly string[],
  replaced: readonly string[],
): Promise<void> => {
  const live = escapeIdentifier(liveSchema(projection));
  const shadow = escapeIdentifier(shadowSchema(projection));
  const old = replaced.map((table) => `${live}.${escapeIdentifier(table)}`);
  if (old.length > 0) await client.query(`drop table ${old.join(', ')}`);
  for (const table of made) await client.query(`alter table ${shadow}.${escapeIdentifier(table)} set schema ${live}`);
  await client.query(`drop schema ${shadow}`);
};

/**
 * Writes the tables of a rebuild anew, without the gaps that a long history leaves: a row that was changed a hundred times would
 * stand in a hundred times its pages for as long as the table lives, and every reader of the whole table would pay for it.
 * Nobody reads them yet. Outside any transaction.
 */
export const compact = async (client: ClientBase, projection: Projection, tables: readonly string[]): Promise<void> => {
  const schema = escapeIdentifier(shadowSchema(projection));
  for (const table of tables) await client.query(`vacuum (full, analyze) ${schema}.${escapeIdentifier(table)}`);
};

/** Takes away what a rebuild made. */
export const dropShadow = async (client: ClientBase, projection: Projection): Promise<void> => {
  await client.query(`drop schema if exists ${escapeIdentifier(shadowSchema(projection))} cascade`);
};

const names = async (client: ClientBase, statement: string, values: unknown[]): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(statement, values);
  return rows.map(({ name }) => name);
};
