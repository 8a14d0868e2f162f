import { Client } from 'pg';
import { testDatabase, type TestDatabase } from './database';

describe('the database of a test', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await testDatabase();
  });

  afterEach(() => database.drop());

  const me = async (url: string): Promise<unknown> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query(
        `select current_user as role, current_database() as name, (select count(*)::int > 0 from eventstore.migrations) as migrated,
           has_database_privilege(current_database(), 'create') as creates`,
      );
      return rows[0];
    } finally {
      await client.end();
    }
  };

  it('has every migration applied, and is entered as the application or as the owner', async () => {
    expect(await me(database.ownerUrl)).toEqual({
      role: 'ttg_owner',
      name: database.name,
      migrated: true,
      creates: true,
    });
    expect(await me(database.superUrl)).toMatchObject({ role: 'postgres', migrated: true });
  });

  it('is not shared with another test, and goes away also from under open connections', async () => {
    const other = await testDatabase();
    const client = new Client({ connectionString: other.ownerUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table only_here ()');
    await other.drop();
    await expect(me(other.ownerUrl)).rejects.toThrow(/does not exist/);
    await expect(me(database.ownerUrl)).resolves.toMatchObject({ name: database.name });
  });
});
