import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { errorClass } from '../projections/error-class';

/** The kernel's own connections: appends, projections, keys. */
const connections = 20;
/** How long to wait for one before it counts as an outage. Milliseconds. */
const connectionTimeout = 10_000;

/** @param databaseUrl as the application's role */
export const openPool = (databaseUrl: string): Pool => {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'ttg kernel',
    max: connections,
    connectionTimeoutMillis: connectionTimeout,
    keepAlive: true,
  });
  const logger = new Logger('Database');
  // A connection that breaks while idle is replaced by the next; without a listener it would end the process.
  pool.on('error', (error) => logger.warn(`An idle connection was lost: ${errorClass(error)}`));
  return pool;
};
