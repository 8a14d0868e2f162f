import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A statement of `sql/`, prepared once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const statement = (file: string): Statement => ({
  name: `eventstore.${file}`,
  text: readFileSync(join(__dirname, 'sql', `${file}.sql`), 'utf8'),
});

export const statements = {
  appendFirst: statement('append-first'),
  appendEvent: statement('append-event'),
  appendFirsts: statement('append-firsts'),
  appendMany: statement('append-many'),
  appendAndFlush: statement('append-and-flush'),
  flush: statement('flush'),
  readStreamForwards: statement('read-stream-forwards'),
  readStreamBackwards: statement('read-stream-backwards'),
  findEvent: statement('find-event'),
  lastPosition: statement('last-position'),
  readAll: statement('read-all'),
  readAllFiltered: statement('read-all-filtered'),
  readChain: statement('read-chain'),
  streamsToArchive: statement('streams-to-archive'),
  archiveStreams: statement('archive-streams'),
  readChainSince: statement('read-chain-since'),
  readOrder: statement('read-order'),
  readHeads: statement('read-heads'),
  findRepeats: statement('find-repeats'),
  hasBeenUsed: statement('has-been-used'),
  countEvents: statement('count-events'),
  findCheckpoint: statement('find-checkpoint'),
  noteCheckpoint: statement('note-checkpoint'),
} as const;
