import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { errorClass } from '../projections/error-class';
import { watchSilence } from './silence';

/** The kernel's own connections: appends, projections, keys. */
const connections = 20;
/** How long to wait for one before it counts as an outage. Milliseconds. */
const connectionTimeout = 10_000;

/** Appends are refused at any other level: an installation may have set one for its other programs. */
const isolation = '-c default_transaction_isolation=read\\ committed';

/**
 * Plans that are right for an empty table and for a million events, whatever the statistics say at that moment: each statement
 * is planned once per connection, for all values, by its indexes. Otherwise a connection that planned while a table was small
 * would scan and sort all of it for each page, and one that knows the value of a rare type would read the whole table for it.
 */
export const planSettings =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off';

/**
 * What a session has locked is free four seconds after its host vanished (the server asks twice, a second apart, when it has heard
 * nothing for two), and a minute after its code began to hang in a transaction. `inTransaction` adds what is not for reading.
 */
export const absenceSettings =
  '-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2 -c idle_in_transaction_session_timeout=60s';

/**
 * @param databaseUrl as the application's role. Settings that it names itself (`?options=…`) stand in the place of these: what they
 * promise is hers to keep then.
 */
export const openPool = (databaseUrl: string): Pool => {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'ttg kernel',
    options: `${isolation} ${planSettings} ${absenceSettings}`,
    max: connections,
    connectionTimeoutMillis: connectionTimeout,
    keepAlive: true,
    onConnect: (client) => watchSilence(client, { connectionString: databaseUrl }),
  });
  const logger = new Logger('Database');
  // A connection that breaks while idle is replaced by the next; without a listener it would end the process. Of those that are
  // being closed the pool no longer knows, and the server may be stopped before it has heard that they are.
  pool.on('error', (error) => {
    if (!pool.ending) logger.warn(`An idle connection was lost: ${errorClass(error)}`);
  });
  return pool;
};
