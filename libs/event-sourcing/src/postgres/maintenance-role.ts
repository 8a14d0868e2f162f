import { type Client, escapeIdentifier } from 'pg';

const mayArchive = `
  select has_schema_privilege($1, 'eventstore', 'usage')
    and has_function_privilege($1, 'eventstore.archive_streams(text[], timestamptz)', 'execute') as may`;

/**
 * Lets the maintenance role move streams into the archive, and do nothing else. No part of a migration: the role may be made,
 * or named, long after the tables.
 * @param client the owner's, on a migrated database
 */
export const admitMaintenanceRole = async (client: Client, role: string): Promise<void> => {
  const { rows } = await client.query<{ may: boolean }>(mayArchive, [role]);
  if (rows[0]?.may) return;
  const grantee = escapeIdentifier(role);
  await client.query(`
    grant usage on schema eventstore to ${grantee};
    grant execute on function eventstore.archive_streams(text[], timestamptz) to ${grantee}`);
};
