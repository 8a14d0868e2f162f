import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { columnTypes } from './column-types';
import type { Tables } from './projection';

/** Names of the statements that were asked for again: those are prepared, once per connection. */
const names = new Map<string, string | undefined>();
const mostNames = 500;

/** @returns the name to prepare a statement under; nothing the first time it is seen, for it may be made up anew each time. */
const nameOf = (sql: string): string | undefined => {
  if (!names.has(sql)) {
    if (names.size < mostNames) names.set(sql, undefined);
    return undefined;
  }
  const name = names.get(sql) ?? `projection-${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`;
  names.set(sql, name);
  return name;
};

/** The tables of a projection for one call of `apply`; closed after it, so that nothing late slips into a later transaction. */
export class ProjectionTables implements Tables {
  private open = true;

  constructor(private readonly client: ClientBase) {}

  async query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    if (!this.open) throw new Error('The tables were used after apply had ended. Await every query.');
    const { rows } = await this.client.query<Row>({
      name: nameOf(sql),
      text: sql,
      values: [...parameters],
      types: columnTypes,
    });
    return rows;
  }

  close(): void {
    this.open = false;
  }
}
