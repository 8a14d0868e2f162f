import { Client, type Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { sqlFiles } from '../../../../test/postgres/sql-files';
import { isUsedAlready } from './database-errors';
import { openPool, planSettings } from './pool';

jest.setTimeout(120_000);

/**
 * The plan of every statement of the event store, as text to be reviewed: a change of a statement, an index or a setting that
 * changes how it is run shows here. TTG_PLAN_EVENTS=1000000 looks at as large a store as that.
 */
const events = Number(process.env.TTG_PLAN_EVENTS ?? 20_000);

/**
 * They read the whole store once, and say so: for maintenance and verification. Two are asked at every start and planned then:
 * whether there is any event, by the index that is smallest then, and any key of each master.
 */
const ofTheWholeStore = [
  ...['has-been-used', 'masters-in-use'],
  ...['streams-to-archive', 'find-repeats', 'read-heads', 'count-events'],
  ...['count-keys-of-other-masters', 'next-keys-of-other-masters'],
];
/** All of a table that has one row, or one for each master key there ever was. */
const ofAFewRows = ['read-index-key', 'retire-other-masters'];
/** They only call a function: the statements within are looked at below. */
const calls = [
  ...['append-first', 'append-firsts', 'append-event', 'append-many', 'append-and-flush', 'flush', 'archive-streams'],
  ...['add-keys', 'erase-keys'],
];

const files = new Map(sqlFiles().map(({ name, text }) => [name, text]));
const lookedAt = [...files.keys()].filter((name) => !calls.includes(name));

/** As the archive is used: half of the streams are in it. */
const fillTable = (table: string, half: number): string => `
  insert into eventstore.${table} (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select n, n / 400, timestamptz '2026-01-01Z' + n * interval '1 s', 1, md5(n::text)::uuid, 'custody-' || n % 400,
    'custody.type-' || n % 95, sha256(n::text::bytea), sha256(n::text::bytea),
    json_build_object('caseId', n % 400), json_build_object('on', repeat('x', 200))
  from generate_series(1, ${events}) n
  where n % 2 = ${half};`;
const fill = `
  ${fillTable('events', 0)}
  ${fillTable('archived_events', 1)}
  select setval('eventstore.positions', ${events});
  insert into keyring.master_keys (master_key_id) values ('retired'), ('current');
  insert into keyring.data_keys (key_id, person_id, compartment, reference, wrapped, master_key_id)
  select md5('key ' || n)::uuid, 'person-' || n / 4, (array['identity', 'contact', 'health', 'her-words'])[n % 4 + 1], '',
    sha256(n::text::bytea), case when n % 10 = 0 then 'current' else 'retired' end
  from generate_series(1, ${events}) n;
  insert into keyring.erased (person_id, compartment) select 'erased-' || n, 'identity' from generate_series(1, ${events}) n;
  insert into keyring.index_key (check_value) values ('of the index key');
  insert into platform.checkpoints select date '2026-01-01' + n, now(), n, n, '', '' from generate_series(1, 3650) n;
  analyze eventstore.events, eventstore.archived_events, keyring.master_keys, keyring.data_keys, keyring.erased,
    keyring.index_key, platform.checkpoints;`;

let database: TestDatabase;
let pool: Pool;
let superuser: Client;

const planOf = async (name: string): Promise<string> => {
  const text = files.get(name) ?? '';
  const parameters = new Set(text.match(/\$\d/g)).size;
  const client = await pool.connect();
  try {
    // As the archive does; how many workers help it is the server's business.
    if (name === 'streams-to-archive') {
      await client.query('set enable_seqscan = on; set max_parallel_workers_per_gather = 0');
    }
    await client.query(`prepare looked_at as ${text}`);
    const values = parameters > 0 ? `(${Array(parameters).fill('null').join(', ')})` : '';
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) execute looked_at${values}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    client.release(true);
  }
};

const plans = async (names: readonly string[]): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const name of names) found[name] = await planOf(name);
  return found;
};

/** @returns the plans of all statements that ran within the functions that were called, each once. */
const plansWithin = async (options: string, ...sql: readonly string[]): Promise<string[]> => {
  const found = new Set<string>();
  const client = new Client({ connectionString: database.superUrl, options });
  client.on('notice', ({ message = '' }) => {
    const plan = message.split('plan:\n')[1];
    if (plan && /\b(eventstore|keyring)\./.test(plan)) found.add(withoutFigures(plan));
  });
  await client.connect();
  await client.query(`load 'auto_explain'`);
  for (const setting of [`log_min_duration = 0`, `log_nested_statements = on`, `log_level = notice`]) {
    await client.query(`set auto_explain.${setting}`);
  }
  await client.query('begin');
  for (const call of sql) {
    await client.query('savepoint before');
    // What is in the archive is refused by append_many, when it has asked.
    await client.query(call).catch(async (error: unknown) => {
      if (!isUsedAlready(error)) throw error;
      await client.query('rollback to before');
    });
  }
  await client.query('rollback');
  await client.end();
  return [...found]
    .filter(
      (plan) => !/^Query Text: (select|call) .*(eventstore\.(append|archive)|keyring\.(add_keys|erase)\()/.test(plan),
    )
    .sort();
};

const withoutFigures = (plan: string): string =>
  plan.replaceAll(/ {2}\(cost=[^)]*\)/g, '').replace(/^Query Text: \s*/, 'Query Text: ');

const one = (stream: string, expected: number, id: string) =>
  `select eventstore.append_event('${stream}', ${expected}, '${id}', 'a.b', 1, now(), '{}', '{}')`;
const many = (by: 'append' | 'append_many', stream: string, id: string, expected = -3) =>
  `select * from eventstore.${by}(array['${stream}'], array[${expected}::bigint], array[1], array['${id}'::uuid], array['a.b'], array[1],
    array[now()], array['{}'], array['{}'])`;
const firsts = (stream: string, id: string) =>
  `select eventstore.append_firsts(array['${stream}'], array['${id}'::uuid], array['a.b'], array[1], array[now()], array['{}'], array['{}'])`;
const ofTwoEvents = (stream: string) =>
  `select * from eventstore.append_many(array['${stream}'], array[-3::bigint], array[2],
    array['${id(5)}'::uuid, '${id(6)}'::uuid], array['a.b', 'a.b'], array[1, 1], array[now(), now()], array['{}', '{}'], array['{}', '{}'])`;
const id = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;
const archive = `select eventstore.archive_streams(array['planned-1'], 'infinity')`;

/** Appends as the kernel's connections make them, archiving on one with no settings of its own. */
const appendsAndArchive = async (): Promise<string[]> => {
  const appends = await plansWithin(
    planSettings,
    `select eventstore.append_first('planned-0', '${id(0)}', 'a.b', 1, now(), '{}', '{}')`,
    firsts('planned-7', id(9)),
    one('planned-1', -3, id(1)),
    one('planned-1', -1, id(2)),
    many('append', 'planned-2', id(2)),
    many('append', 'planned-2', id(2)),
    many('append_many', 'planned-3', id(3)),
    many('append_many', 'planned-3', id(7), -1),
    ofTwoEvents('planned-5'),
    archive,
    // While there is an archive.
    `select eventstore.append_first('planned-6', '${id(8)}', 'a.b', 1, now(), '{}', '{}')`,
    firsts('planned-8', '10000000-0000-4000-8000-000000000000'),
    one('planned-1', -3, id(1)),
    many('append_many', 'planned-1', id(4)),
    many('append_many', 'planned-4', id(4)),
    ofTwoEvents('planned-1'),
  );
  const archives = await plansWithin('', one('planned-1', -3, id(1)), archive);
  const isMove = (plan: string): boolean => plan.includes('with moved as');
  return [...appends.filter((plan) => !isMove(plan)), ...archives.filter(isMove)];
};

/** As the kernel's connections send them. */
const keysMadeAndErased = (): Promise<string[]> =>
  plansWithin(
    planSettings,
    `select keyring.add_keys(array['${id(1)}'::uuid], array['planned'], array['identity'], array[''], array['\\x00'::bytea], 'planned')`,
    `select * from keyring.erase('planned', array['identity'])`,
  );

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.appUrl);
  superuser = new Client({ connectionString: database.superUrl });
  await superuser.connect();
});

afterAll(async () => {
  await pool.end();
  await superuser.end();
  await database.drop();
});

describe('the plans of the event store', () => {
  const everyday = lookedAt.filter((name) => ![...ofTheWholeStore, ...ofAFewRows].includes(name));
  let ofAnEmptyStore: Record<string, string>;
  let ofFewRows: Record<string, string>;
  let withinOnAnEmptyStore: string[];
  let ofKeysInAnEmptyStore: string[];

  it('of everyday reads are by an index, in its order, in an empty store', async () => {
    ofAnEmptyStore = await plans(everyday);
    expect(ofAnEmptyStore).toMatchSnapshot();
    expect(JSON.stringify(ofAnEmptyStore)).not.toMatch(/Seq Scan|Bitmap|Hash/);
  });

  it('of what reads all of a small table are known', async () => {
    ofFewRows = await plans(ofAFewRows);
    expect(ofFewRows).toMatchSnapshot();
  });

  it('within the functions are by an index in an empty store', async () => {
    withinOnAnEmptyStore = await appendsAndArchive();
    expect(withinOnAnEmptyStore.join('\n\n')).toMatchSnapshot();
    expect(withinOnAnEmptyStore.join('\n')).not.toMatch(/Seq Scan/);
  });

  it('within the functions of the keyring are by an index in an empty store', async () => {
    ofKeysInAnEmptyStore = await keysMadeAndErased();
    expect(ofKeysInAnEmptyStore.join('\n\n')).toMatchSnapshot();
    expect(ofKeysInAnEmptyStore.join('\n')).not.toMatch(/Seq Scan/);
  });

  it('are the same in a large one', async () => {
    await superuser.query(fill);
    expect(await plans(everyday)).toEqual(ofAnEmptyStore);
    expect(await plans(ofAFewRows)).toEqual(ofFewRows);
    expect(await keysMadeAndErased()).toEqual(ofKeysInAnEmptyStore);
    const known = new Set(withinOnAnEmptyStore);
    const inALargeOne = new Set(await appendsAndArchive());
    await superuser.query('truncate eventstore.archived_events; alter sequence eventstore.archive_moves restart');
    for (const plan of await appendsAndArchive()) inALargeOne.add(plan);
    expect(inALargeOne).toEqual(known);
  });

  it('of what reads the whole store are known', async () => {
    expect(await plans(ofTheWholeStore)).toMatchSnapshot();
  });
});
