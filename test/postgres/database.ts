import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import {
  admitRoles,
  ensureDatabase,
  ensureRoles,
  type Roles,
  whileProvisioning,
} from '@ttg/event-sourcing/embedded-postgres/roles';
import { migrate } from '@ttg/event-sourcing/postgres/migrate';

/** A database of a test's own, with every migration applied and nothing in it. */
export interface TestDatabase {
  readonly name: string;
  /** As the application: what production code runs as. */
  readonly appUrl: string;
  /** As the owner of the schemas: what migrations run as. */
  readonly ownerUrl: string;
  /** As the role that moves closed cases into the archive. */
  readonly maintenanceUrl: string;
  /** As a superuser: for what a test does to the database from outside. */
  readonly superUrl: string;
  /** Takes the database away, also from under open connections. */
  drop(): Promise<void>;
}

/**
 * Makes a fresh database on the test server. Roles are the server's, and so the same in every database of it.
 * @param migrated false for a database as an administrator hands it over: roles, and nothing in it.
 */
export const testDatabase = async ({ migrated = true } = {}): Promise<TestDatabase> => {
  const roles = testRoles();
  const name = `ttg_test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser((client) => (migrated ? copyTemplate(client, name, roles) : makeEmpty(client, name, roles)));
  return {
    name,
    appUrl: urlOf(name, roles.app),
    ownerUrl: urlOf(name, roles.owner),
    maintenanceUrl: urlOf(name, roles.maintenance),
    superUrl: urlOf(name),
    drop: () =>
      asSuperuser(async (client) => {
        await untilLeft(client, name);
        await client.query(`drop database ${escapeIdentifier(name)} with (force)`);
      }),
  };
};

/** How long those who are about to leave a database are waited for. Milliseconds. */
const patience = 500;

/** A pool that has ended has only said goodbye: cut off before it is gone, a connection would fail a test that is over. */
const untilLeft = async (client: Client, name: string): Promise<void> => {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1 limit 1', [name]);
    if (!rowCount) return;
    await wait(10);
  }
};

const makeEmpty = (client: Client, name: string, roles: Roles): Promise<void> =>
  whileProvisioning(client, async () => {
    await ensureRoles(client, roles);
    await ensureDatabase(client, name, roles);
  });

const copyTemplate = async (client: Client, name: string, roles: Roles): Promise<void> => {
  const template = await whileProvisioning(client, () => ensureTemplate(client, roles));
  const clause = `template ${escapeIdentifier(template)} owner ${escapeIdentifier(roles.owner.name)}`;
  await client.query(`create database ${escapeIdentifier(name)} ${clause}`);
  await admitRoles(client, name, roles);
};

/** Every migration applied once; made anew when a migration has changed. */
const ensureTemplate = async (client: Client, roles: Roles): Promise<string> => {
  const name = `ttg_template_${migrationsHash()}`;
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount) return name;
  await ensureRoles(client, roles);
  // Under another name until it is whole: a failed migration leaves no template behind.
  const unfinished = `${name}_unfinished`;
  await client.query(`drop database if exists ${escapeIdentifier(unfinished)}`);
  await ensureDatabase(client, unfinished, roles);
  await migrate({
    migrationUrl: urlOf(unfinished, roles.owner),
    appRole: roles.app.name,
    maintenanceRole: roles.maintenance.name,
  });
  await client.query(`alter database ${escapeIdentifier(unfinished)} rename to ${escapeIdentifier(name)}`);
  return name;
};

const migrationsHash = (): string => {
  const libs = join(__dirname, '../../libs');
  const files = readdirSync(libs, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /[/\\]migrations[/\\].*\.sql$/.test(file),
  );
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(libs, file)));
  return hash.digest('hex').slice(0, 16);
};

/** The passwords follow from the server's address, so that every process that tests on it has the same. */
const testRoles = (): Roles => {
  const password = (role: string): string => createHash('sha256').update(`${superuserUrl()}|${role}`).digest('hex');
  return {
    owner: { name: 'ttg_owner', password: password('owner') },
    app: { name: 'ttg_app', password: password('app') },
    maintenance: { name: 'ttg_maintenance', password: password('maintenance') },
  };
};

const superuserUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: name the test *.int.spec.ts, so that it is given a server.');
  return url;
};

const urlOf = (database: string, role?: Roles['app']): string => {
  const url = new URL(superuserUrl());
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role.name, role.password];
  return url.href;
};

const asSuperuser = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: superuserUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
