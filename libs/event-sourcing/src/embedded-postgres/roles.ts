import { type Client, escapeIdentifier, escapeLiteral } from 'pg';

/** A role of the database server and the password it signs in with. */
export interface RoleWithPassword {
  readonly name: string;
  readonly password: string;
}

export interface Roles {
  /** Owns the schemas of the kernel; migrations run as this one. */
  readonly owner: RoleWithPassword;
  /** What the application runs as: it can add events, and neither change nor remove one. */
  readonly app: RoleWithPassword;
  /** What moves closed cases into the archive: it may do that and nothing else. */
  readonly maintenance: RoleWithPassword;
}

/** Guards what can be done once only on a server, against others who want to do it at the same time. */
const provisioning = 7_421_001;

/** Runs `work` while no other session of this server provisions. `client` is a superuser's. */
export const whileProvisioning = async <T>(client: Client, work: () => Promise<T>): Promise<T> => {
  await client.query('select pg_advisory_lock($1)', [provisioning]);
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [provisioning]);
  }
};

/**
 * Makes the roles where they are missing, and sets their passwords. The owner may act as the application, because it gives
 * it schemas of its own. Call it within `whileProvisioning`.
 */
export const ensureRoles = async (client: Client, { owner, app, maintenance }: Roles): Promise<void> => {
  for (const { name, password } of [owner, app, maintenance]) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
    const verb = rowCount ? 'alter' : 'create';
    await client.query(`${verb} role ${escapeIdentifier(name)} login password ${escapeLiteral(password)}`);
  }
  await client.query(`grant ${escapeIdentifier(app.name)} to ${escapeIdentifier(owner.name)}`);
};

/** Makes a database that the owner owns, if there is none of that name. */
export const ensureDatabase = async (client: Client, name: string, roles: Roles): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) {
    await client.query(`create database ${escapeIdentifier(name)} owner ${escapeIdentifier(roles.owner.name)}`);
  }
  await admitRoles(client, name, roles);
};

/**
 * Lets our roles into a database, and nobody else. The application may add schemas to it: it builds read models beside the
 * live ones. A database made from a template does not take these rights over, and one of an earlier release lacks some.
 */
export const admitRoles = async (client: Client, name: string, { app, maintenance }: Roles): Promise<void> => {
  const database = escapeIdentifier(name);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect, create, temporary on database ${database} to ${escapeIdentifier(app.name)}`);
  await client.query(`grant connect on database ${database} to ${escapeIdentifier(maintenance.name)}`);
};
