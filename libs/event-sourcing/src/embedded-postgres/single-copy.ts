import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { StartFailure } from './start-failure';

/** One session holds it for as long as a copy of the application runs on an embedded server. */
const running = 7_421_002;

/** A copy that was killed this moment keeps its session until the server has noticed. */
const patience = { tries: 20, milliseconds: 100 };

/** Another copy of the application runs on the same embedded server. */
export class AlreadyRunning extends StartFailure {
  constructor(dataDir: string) {
    super(
      `Another copy is already running on ${dataDir}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
    );
  }
}

/**
 * Says that this copy is the one that runs on this server, until the connection ends. An advisory lock tells that, and not a
 * file: it cannot outlive the process that took it.
 * @param dataDir for the sentence.
 * @throws AlreadyRunning when another copy does. The errors of the driver when the server cannot be reached.
 */
export const claimSingleCopy = async (superUrl: string, dataDir: string): Promise<Client> => {
  const client = new Client({
    connectionString: superUrl,
    application_name: 'through-the-gate: single copy',
    keepAlive: true,
  });
  // The server going away is noticed by those who work with it; here it must only not end the process.
  client.on('error', () => undefined);
  await client.connect();
  for (let attempt = 1; attempt <= patience.tries; attempt += 1) {
    const { rows } = await client.query<{ claimed: boolean }>('select pg_try_advisory_lock($1) as claimed', [running]);
    if (rows[0]?.claimed) return client;
    await wait(patience.milliseconds);
  }
  await client.end();
  throw new AlreadyRunning(dataDir);
};
