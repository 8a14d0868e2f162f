import type { Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import type { EventMetadata } from '../events/metadata';
import { chainHash, noHash } from './chain-hash';
import type { EventRow } from './event-row';
import { statements } from './statements';

const page = 1000;
const mostFaultsNamed = 1000;

export interface ChainFault {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  /** A sentence. */
  readonly fault: string;
}

export interface ChainReport {
  readonly events: number;
  readonly streams: number;
  /** The first thousand; empty when every event is as it was written. */
  readonly faults: readonly ChainFault[];
}

interface ChainRow extends EventRow {
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly recorded_at_ms: string;
}

/** The event before in the same stream; nothing at the start of one. */
type Before = ChainRow | undefined;

/**
 * Reads every event and computes its hash again.
 *
 * It finds events that were edited, moved or removed from within a stream. What it cannot find: the newest events of a
 * stream cut off, or a stream rewritten to its end by someone who may write to the table (docs/adr/0004-hash-chain.md).
 * @param onProgress told how many events have been verified so far.
 */
export const verifyChain = async (
  pool: Pool,
  onProgress: (events: number) => void = () => undefined,
): Promise<ChainReport> => {
  const faults: ChainFault[] = [];
  let [events, streams] = [0, 0];
  for await (const [row, before] of chainRows(pool)) {
    if (!before) streams += 1;
    const found = faultsOf(row, before).map((fault) => ({ ...placeOf(row), fault }));
    faults.push(...found.slice(0, mostFaultsNamed - faults.length));
    events += 1;
    if (events % page === 0) onProgress(events);
  }
  onProgress(events);
  return { events, streams, faults };
};

/** Every event by stream and revision, each with the one before it in its stream. */
async function* chainRows(pool: Pool): AsyncGenerator<readonly [ChainRow, Before]> {
  let last: Before;
  for (;;) {
    const values = [last?.stream ?? '', last?.revision ?? -1, page];
    const { rows } = await pool.query<ChainRow>({ ...statements.readChain, values });
    for (const row of rows) {
      yield [row, last?.stream === row.stream ? last : undefined];
      last = row;
    }
    if (rows.length < page) return;
  }
}

const placeOf = ({ stream, revision, position }: ChainRow): Omit<ChainFault, 'fault'> => ({
  stream,
  revision: Number(revision),
  position,
});

const faultsOf = (row: ChainRow, before: Before): readonly string[] => {
  const revision = Number(row.revision);
  const expected = before ? Number(before.revision) + 1 : 0;
  const hash = chainHash({ ...row, revision, prevHash: row.prev_hash });
  return [
    revision === expected ? [] : [`Revision ${expected} is missing before it.`],
    row.prev_hash.equals(before?.hash ?? noHash) ? [] : ['Its predecessor is not the one it was written after.'],
    row.hash.equals(hash) ? [] : ['It is not as it was written: its hash does not fit its content.'],
    before && BigInt(row.position) <= BigInt(before.position)
      ? ['Its position is before that of its predecessor.']
      : [],
    isRecordedAt(row) ? [] : ['Its column recorded_at does not agree with its metadata.'],
  ].flat();
};

/** The column is not part of the hash: it repeats the metadata, which is. */
const isRecordedAt = (row: ChainRow): boolean => {
  try {
    const { recordedAt } = JSON.parse(row.metadata) as EventMetadata;
    return Math.abs(Temporal.Instant.from(recordedAt).epochMilliseconds - Number(row.recorded_at_ms)) <= 1;
  } catch {
    return false;
  }
};
