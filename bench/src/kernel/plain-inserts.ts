import { readSql } from '@ttg/event-sourcing';
import canonicalize from 'canonicalize';
import type { Client } from 'pg';
import { connect } from '../ground/connect';
import { sampleEvent } from './sample-event';

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

  /** The row as the store writes it, but for its hash, which costs nothing here: its JSON is ready, its bytes are given. */
  async insert(writer: number, stream: string): Promise<void> {
    const { id, type, version } = sampleEvent();
    const row = [0, recordedAt, version, id, stream, type, noHash, hash, metadata, data];
    await this.clients[writer]?.query({ ...insert, values: row });
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }
}

const noHash = Buffer.alloc(32);
const hash = Buffer.alloc(32, 0xa5);
const [metadata, data, recordedAt] = [
  canonicalize(sampleEvent().metadata),
  canonicalize(sampleEvent().data),
  sampleEvent().metadata.recordedAt,
];
