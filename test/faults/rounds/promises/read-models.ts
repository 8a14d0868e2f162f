import { deepEqual, ok } from 'node:assert/strict';
import { runCommand } from '../../../support/built-app';
import type { Installation } from '../installation';
import { settled } from '../settle';

/** What tells when a row was made, and nothing of what happened. */
const ofTheMaking = ['sequence', 'changed', 'assess_on', 'assessed_position'];

const tablesStatement = `
  select p.name as projection, c.oid::regclass::text as table
  from projections.positions p
  cross join unnest(p.tables) as t (name)
  join pg_namespace n on n.nspname = split_part(p.name, '.', 1)
  join pg_class c on c.relnamespace = n.oid and c.relname = t.name
  order by 1, 2`;

type Dump = Readonly<Record<string, readonly string[]>>;

/** Every row of every projection. */
const dump = async (installation: Installation): Promise<Dump> => {
  const tables = await installation.rows<{ projection: string; table: string }>(tablesStatement);
  const dumped: Record<string, string[]> = {};
  for (const { projection, table } of tables) {
    const rows = await installation.rows<{ row: string }>(
      `select (to_jsonb(t) - $1::text[])::text as row from ${table} t order by 1`,
      [ofTheMaking],
    );
    dumped[`${projection}: ${table}`] = rows.map(({ row }) => row);
  }
  return dumped;
};

const firstDifference = (live: readonly string[], rebuilt: readonly string[]): string => {
  const [then, now] = [new Set(live), new Set(rebuilt)];
  const [extra, missing] = [live.filter((row) => !now.has(row)), rebuilt.filter((row) => !then.has(row))];
  return `${live.length} rows live, ${rebuilt.length} rebuilt; live alone: ${extra[0]}; rebuilt alone: ${missing[0]}`;
};

/** Every event is in every projection once: their rows are those of a rebuild from the first event, in which nothing is broken. */
export const readModelsEqualARebuild = async (installation: Installation): Promise<void> => {
  const live = await dump(installation);
  ok(
    Object.values(live).some((rows) => rows.length > 0),
    'There are no rows at all.',
  );
  const { exitCode, output } = await runCommand(installation.env, 'projections', 'rebuild');
  ok(exitCode === 0, `projections rebuild: ${output}`);
  await settled(installation);
  const rebuilt = await dump(installation);
  deepEqual(Object.keys(rebuilt), Object.keys(live));
  for (const [table, rows] of Object.entries(live)) {
    const again = rebuilt[table] ?? [];
    ok(rows.join() === again.join(), `${table}: ${firstDifference(rows, again)}`);
  }
};
