import { readSql } from '@ttg/event-sourcing';
import type { Client } from 'pg';
import { connect } from '../ground/connect';
import { plainRow } from './plain-row';
import { newStream } from './sample-event';

export const batchSize = 64;

const insert = { name: 'batched-insert', text: readSql(__dirname, 'batched-insert.sql') };

/**
 * What PostgreSQL takes at most of such rows, one batch after the other on one connection: nobody waits, nothing is expected, no
 * hash is computed, and nobody is told.
 */
export class BatchedInserts {
  private constructor(private readonly client: Client) {}

  static async open(url: string): Promise<BatchedInserts> {
    return new BatchedInserts(await connect(url));
  }

  /** @returns how many rows it wrote. */
  async insert(): Promise<number> {
    const rows = Array.from({ length: batchSize }, () => plainRow(newStream()));
    const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
    return (await this.client.query({ ...insert, values: columns })).rowCount ?? 0;
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
