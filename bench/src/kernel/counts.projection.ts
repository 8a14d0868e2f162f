import { Injectable } from '@nestjs/common';
import { type EventOf, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { referralReceived } from '@ttg/housing/events';

type Received = EventOf<typeof referralReceived>;

interface Document {
  readonly count: number;
  readonly last: string;
}

const readStatement = `
  select stream, document
  from counts
  where stream = any ($1)`;

const writeStatement = `
  insert into counts (stream, document)
  select given.stream, given.document
  from unnest($1::text[], $2::jsonb[]) as given (stream, document)
  on conflict (stream) do update set document = excluded.document`;

/** A document for each stream, evolved event by event: what Emmett's document projection in bench/peers does. */
@Injectable()
export class Counts extends Projection<Received> {
  readonly name = 'bench.counts';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'counts.schema.sql');
  readonly handles = [referralReceived];

  async apply(events: readonly Recorded<Received>[], tables: Tables): Promise<void> {
    const streams = [...new Set(events.map(({ stream }) => stream))];
    const known = await tables.query<{ stream: string; document: Document }>(readStatement, [streams]);
    const documents = new Map<string, Document>(known.map(({ stream, document }) => [stream, document]));
    for (const { stream, data } of events) documents.set(stream, evolve(documents.get(stream), data));
    await tables.query(writeStatement, [
      [...documents.keys()],
      [...documents.values()].map((document) => JSON.stringify(document)),
    ]);
  }
}

const evolve = (document: Document = { count: 0, last: '' }, { at }: Received['data']): Document => ({
  ...document,
  count: document.count + 1,
  last: at,
});
