import { type ClientBase, escapeIdentifier, escapeLiteral, type QueryResult } from 'pg';

/** A statement that each connection plans once, under its name, with the values for this time. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | number | boolean | null)[];
}

const known = new WeakMap<ClientBase, Set<string>>();

/**
 * Sends statements in one message: a single round trip, and each still sees all that was committed before it began, also while
 * one before it waited for a lock. The first that fails ends it.
 * @param statements one statement each.
 * @returns the answer to each.
 */
export const sendTogether = async (
  client: ClientBase,
  statements: readonly (string | Prepared)[],
): Promise<QueryResult[]> => {
  for (const statement of statements) if (typeof statement !== 'string') await prepare(client, statement);
  // Of several statements, pg gives several answers.
  const answers: QueryResult | QueryResult[] = await client.query(statements.map(textOf).join(';\n'));
  return [answers].flat();
};

/** What is prepared stays so, also where the transaction is rolled back. */
const prepare = async (client: ClientBase, { name, text }: Prepared): Promise<void> => {
  const ofClient = known.get(client) ?? new Set();
  known.set(client, ofClient);
  if (ofClient.has(name)) return;
  await client.query(`prepare ${escapeIdentifier(name)} as ${text}`);
  ofClient.add(name);
};

const textOf = (statement: string | Prepared): string =>
  typeof statement === 'string'
    ? statement
    : `execute ${escapeIdentifier(statement.name)}(${statement.values.map(literalOf).join(', ')})`;

const literalOf = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? escapeLiteral(value) : String(value);
