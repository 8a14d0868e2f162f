import { readSql } from '@ttg/event-sourcing';
import type { Client } from 'pg';
import { connect } from '../ground/connect';
import { plainRow } from './plain-row';

const insert = { name: 'plain-insert', text: readSql(__dirname, 'plain-insert.sql') };

/** Makes the table of the baseline. @param url as the application */
export const makePlainEvents = async (url: string): Promise<void> => {
  const client = await connect(url);
  await client.query(readSql(__dirname, 'plain-events.sql'));
  await client.end();
};

/** Writers that each insert on a connection of their own, row by row, with a prepared statement. */
export class PlainInserts {
  private constructor(private readonly clients: readonly Client[]) {}

  static async open(url: string, writers: number): Promise<PlainInserts> {
    return new PlainInserts(await Promise.all(Array.from({ length: writers }, () => connect(url))));
  }

  async insert(writer: number, stream: string): Promise<void> {
    await this.clients[writer]?.query({ ...insert, values: [...plainRow(stream)] });
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }
}
