import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { sqlFiles } from '../../../../test/postgres/sql-files';

/**
 * What is kept of plans (`query-plans.int.spec.ts`) is of the statements in folders `sql`. So none may stand anywhere else: a text
 * in code, or a file, that names a table or a function of the event store or the keyring. Not looked at is the ledger of migrations,
 * which has a row for each.
 */
const ofTheStore =
  /\b(eventstore|keyring)"?\s*\.\s*(?!migrations\b)["$\w]|\b(all_events|archived_events|archive_streams|data_keys|master_keys|platform\.checkpoints)\b/;

/** These are no statements with a plan to look at. */
const known = [
  // The name of a prepared statement, and what people are told.
  'postgres/statements.ts: eventstore.${file}',
  'postgres/append-call.ts: eventstore.append gave no outcome for ${stream}: its migrations and this version do not agree.',
  'personal-data/master-keys.ts: Data key ${keyId} does not open: its row in keyring.data_keys was changed. Restore the keyring.',
  // What a role may do.
  "postgres/maintenance-role.ts: select has_schema_privilege($1, 'eventstore', 'usage') and has_function_privilege($1, 'eventstore.archive_streams(",
  'postgres/maintenance-role.ts: grant usage on schema eventstore to ${grantee}; grant execute on function eventstore.archive_streams(text[], timestamptz)',
].map((place) => `libs/event-sourcing/src/${place}`);

const root = join(__dirname, '../../../..');

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file));

const sources = [...filesIn('libs'), ...filesIn('apps')].filter((file) => /[/\\]src[/\\]/.test(file));

/** @returns the texts in code that name something of the store: comments may. */
const textsIn = (code: string): string[] => {
  if (!ofTheStore.test(code)) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (isText && ofTheStore.test(node.getText())) found.push(node.getText().slice(1, -1).replace(/\s+/g, ' ').trim());
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true));
  return found;
};

const placed = (file: string, text: string): string => `${relative(root, file)}: ${text}`;

describe('the statements of the event store', () => {
  it('stand in files whose plans are kept, and nowhere in code', () => {
    const inCode = sources
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .flatMap((file) => textsIn(readFileSync(file, 'utf8')).map((text) => placed(file, text)));
    expect(inCode.filter((place) => !known.some((one) => place.startsWith(one)))).toEqual([]);
    expect(known.filter((one) => !inCode.some((place) => place.startsWith(one)))).toEqual([]);
  });

  it('stand in no file beside those', () => {
    const lookedAt = new Set(sqlFiles().map(({ path }) => path));
    const beside = sources.filter(
      (file) => file.endsWith('.sql') && !/[/\\]migrations[/\\]/.test(file) && !lookedAt.has(file),
    );
    expect(beside.filter((file) => ofTheStore.test(readFileSync(file, 'utf8')))).toEqual([]);
    const names = sqlFiles().map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each([
    ['const s = `select 1 from eventstore.${table}`;', 1],
    [`const s = 'select 1 ' + 'from "eventstore" . "events"';`, 1],
    ["const s = 'select from keyring.erased';", 1],
    ["const table = 'all_events';", 1],
    ['const s = sql`${columns} from ${`eventstore.events`}`;', 1],
    ['/** Of eventstore.events. */ // keyring.data_keys', 0],
    ['this.keyring.add(keys);', 0],
  ])('are found where they should not be: %s', (code, count) => {
    expect(textsIn(code)).toHaveLength(count);
  });
});
