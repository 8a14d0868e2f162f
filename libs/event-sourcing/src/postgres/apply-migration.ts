import { setTimeout as wait } from 'node:timers/promises';
import { type Client, DatabaseError, escapeIdentifier } from 'pg';
import { StartFailure } from '../embedded-postgres/start-failure';
import type { MigrationFile } from './migration-files';

/**
 * How long a statement of a migration waits for a lock. While it waits for a table, everyone who comes after waits behind it:
 * it lets go, and comes back when whoever holds the lock may have gone. 40 attempts take about half a minute.
 */
export interface Patience {
  readonly lockTimeoutMs: number;
  readonly pauseMs: number;
  readonly attempts: number;
}
export const usualPatience: Patience = { lockTimeoutMs: 250, pauseMs: 500, attempts: 40 };

const lockNotAvailable = '55P03';

/**
 * Applies one migration in a transaction of its own, and writes it into the ledger.
 * @throws StartFailure
 */
export const applyMigration = async (
  client: Client,
  migration: MigrationFile,
  appRole: string,
  { lockTimeoutMs, pauseMs, attempts }: Patience = usualPatience,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyOnce(client, migration, appRole, lockTimeoutMs);
    } catch (error) {
      const isLocked = error instanceof DatabaseError && error.code === lockNotAvailable;
      if (!isLocked) throw failed(migration, messageOf(error), error);
      if (attempt === attempts) {
        const reason = 'another session holds a table that it changes. End that session, and start again';
        throw failed(migration, `${reason}.`, error);
      }
      await wait(pauseMs);
    }
  }
};

const applyOnce = async (
  client: Client,
  { name, sql, checksum }: MigrationFile,
  appRole: string,
  lockTimeoutMs: number,
): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${lockTimeoutMs}`);
    await client.query(sql.replaceAll('{{app_role}}', () => escapeIdentifier(appRole)));
    await client.query('insert into eventstore.migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

const failed = ({ name }: MigrationFile, reason: string, cause: unknown): StartFailure =>
  new StartFailure(`Migration ${name} could not be applied and was rolled back: ${reason}`, { cause });

/** A server's message has no values in it; that of an AggregateError (several addresses tried) is empty. */
export const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  if (error instanceof DatabaseError) return `${error.message} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
};
