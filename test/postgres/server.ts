import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, superuser } from '../../libs/event-sourcing/src/embedded-postgres/cluster';
import { testSettings } from '../../libs/event-sourcing/src/embedded-postgres/server-settings';

const prefix = 'ttg-test-postgres-';

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

declare global {
  /** The server of this run of the tests, where it started one. */
  var ttgTestServer: TestServer | undefined;
}

/** Starts a PostgreSQL for one run of the tests, in a folder and on a port of its own: runs do not disturb each other. */
export const startTestServer = async (): Promise<TestServer> => {
  const above = realpathSync(tmpdir());
  await removeLeftovers(above);
  const folder = mkdtempSync(join(above, prefix));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'owner'), String(process.pid));
  const password = randomBytes(24).toString('hex');
  const cluster = await Cluster.open(join(folder, 'data'), password, testSettings);
  const { port } = await cluster.start();
  return {
    url: `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A run that was killed leaves its server running: whoever comes next puts it away. */
const removeLeftovers = async (above: string): Promise<void> => {
  for (const name of readdirSync(above).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(above, name);
    if (!isAbandoned(folder)) continue;
    try {
      const data = join(folder, 'data');
      if (existsSync(join(data, 'postmaster.pid'))) await (await Cluster.open(data, '', testSettings)).stop();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or another run puts it away at this moment: not ours to worry about.
    }
  }
};

const isAbandoned = (folder: string): boolean => {
  try {
    process.kill(Number(readFileSync(join(folder, 'owner'), 'utf8')), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};
