import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySettings } from '@ttg/event-sourcing';
import { superuser } from '@ttg/event-sourcing/embedded-postgres/cluster';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { ensureDatabase, type Roles } from '@ttg/event-sourcing/embedded-postgres/roles';
import { DatabaseSecret } from '@ttg/event-sourcing/embedded-postgres/secret';
import { migrate } from '@ttg/event-sourcing/postgres/migrate';
import { type Client, escapeIdentifier } from 'pg';
import { connect } from './connect';

/** What everything is measured on: one PostgreSQL, started by the code and with the settings of `npm start`. */
export interface Ground {
  /** PostgreSQL's version and the settings that matter for the figures. */
  readonly server: string;
  /** Keys of personal data, the same for every process of this run. */
  readonly keys: KeySettings;
  /** Makes a database, migrated. @returns its URL as the application. */
  database(name: string): Promise<string>;
  /** Makes an empty database for software that is not ours and makes its own tables. @returns its URL as a superuser. */
  guestDatabase(name: string): Promise<string>;
  /** Stops the server and takes everything away. */
  end(): Promise<void>;
}

export const breakGround = async (): Promise<Ground> => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-bench-'));
  // As root, PostgreSQL runs under another user, who must be able to pass.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'data');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres(dataDir);
    const secret = DatabaseSecret.at(join(dataDir, 'postgres.secret'), false);
    const roles = rolesIn(postgres, secret);
    const as = (role: string, name: string): string =>
      `postgresql://${role}:${secret.passwordOf(role)}@127.0.0.1:${postgres.port}/${name}`;
    return {
      server: await describeServer(as(superuser, 'postgres')),
      keys: { masterKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') },
      database: async (name) => {
        await asClient(as(superuser, 'postgres'), (client) => ensureDatabase(client, name, roles));
        await migrate({ migrationUrl: as(roles.owner.name, name), appRole: roles.app.name });
        return as(roles.app.name, name);
      },
      guestDatabase: async (name) => {
        await asClient(as(superuser, 'postgres'), (client) =>
          client.query(`create database ${escapeIdentifier(name)}`),
        );
        return as(superuser, name);
      },
      end: async () => {
        await postgres.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
};

const rolesIn = (urls: EmbeddedPostgres, secret: DatabaseSecret): Roles => {
  const role = (url: string): Roles['app'] => {
    const name = new URL(url).username;
    return { name, password: secret.passwordOf(name) };
  };
  return { app: role(urls.appUrl), owner: role(urls.ownerUrl), maintenance: role(urls.maintenanceUrl) };
};

const asClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const settings = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_wal_size',
];

const describeServer = (url: string): Promise<string> =>
  asClient(url, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, current_setting(name) as setting from pg_settings where name = any($1) order by array_position($1, name)',
      [settings],
    );
    const said = new Map(rows.map(({ name, setting }) => [name, setting]));
    const [version, ...others] = settings.map((name) => `${name} ${said.get(name) ?? '?'}`);
    return `PostgreSQL ${version?.split(' ')[1] ?? ''}: ${others.join(', ')}`;
  });
