import type { ClientBase } from 'pg';
import { columnTypes } from './column-types';
import type { Tables } from './projection';

/** The tables of a projection for one call of `apply`; closed after it, so that nothing late slips into a later transaction. */
export class ProjectionTables implements Tables {
  private open = true;

  constructor(private readonly client: ClientBase) {}

  async query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    if (!this.open) throw new Error('The tables were used after apply had ended. Await every query.');
    const { rows } = await this.client.query<Row>({ text: sql, values: [...parameters], types: columnTypes });
    return rows;
  }

  close(): void {
    this.open = false;
  }
}
