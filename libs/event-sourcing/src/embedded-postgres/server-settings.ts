/** Settings of a PostgreSQL server, as they stand in `postgresql.conf`. */
export type ServerSettings = Readonly<Record<string, string | number | boolean>>;

/** Reached over the loopback interface only, and by password: another user of the machine gets nowhere. */
const reach: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
};

/**
 * The log must hold no values (personal data is sealed in the tables and would stand there in clear). A failed statement's
 * message can quote a value ('invalid input syntax for …'), so errors of statements are told to the application alone, and
 * the log keeps starts, stops, crashes and refused connections: 'log' stands above 'error' in PostgreSQL's order.
 */
const log: ServerSettings = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_min_duration_sample: -1,
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_autovacuum_min_duration: -1,
  log_checkpoints: false,
  log_temp_files: -1,
  logging_collector: false,
};

const everyday: ServerSettings = {
  // What five services beside each other may want at the most, each some 35, and commands beside them.
  max_connections: 200,
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'iso, ymd',
  jit: false,
};

/** The settings every server of ours runs with. */
export const houseSettings: ServerSettings = { ...reach, ...log, ...everyday };

/**
 * For servers that a test run throws away, and for nothing else: a power cut destroys such a server's data. They make a test
 * suite two to five times faster, and change nothing that a test can see.
 */
export const testSettings: ServerSettings = {
  fsync: false,
  synchronous_commit: false,
  full_page_writes: false,
  max_wal_size: '4GB',
};

/** @returns the text of a `postgresql.conf`. */
export const configuration = (settings: ServerSettings): string =>
  [
    '# Written anew at every start. Settings of your own: ALTER SYSTEM, which PostgreSQL reads after this file.',
    ...Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`),
    '',
  ].join('\n');
