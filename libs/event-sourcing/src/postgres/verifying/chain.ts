import type { EventMetadata } from '../../events/metadata';
import { chainHash, noHash } from '../chain-hash';
import { statements } from '../statements';
import { pages, type Reader } from './pages';

/** A row of read-chain.sql. */
export interface ChainRow {
  readonly position: string;
  readonly revision: string;
  readonly version: number;
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly metadata: string;
  readonly data: string;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly recorded_at_ms: number;
}

/** Every event up to a position, by stream and revision. */
export const chainPages = (reader: Reader, upTo: string, signal?: AbortSignal): AsyncGenerator<readonly ChainRow[]> =>
  pages<ChainRow>(reader, {
    statement: statements.readChain,
    after: (last) => [last?.stream ?? '', last?.revision ?? -1, upTo],
    signal,
  });

/** What an event must follow: the one before it in its stream. */
export type Before = Pick<ChainRow, 'revision' | 'hash'> & Partial<Pick<ChainRow, 'position'>>;

/**
 * @param before nothing at the start of a stream.
 * @returns a sentence for each thing that is not as it was written.
 */
export const chainFaults = (row: ChainRow, before: Before | undefined): readonly string[] => {
  const found: string[] = [];
  const revision = Number(row.revision);
  const expected = before ? Number(before.revision) + 1 : 0;
  if (revision !== expected) found.push(missing(expected, revision));
  if (!row.prev_hash.equals(before?.hash ?? noHash)) found.push('Its predecessor is not the one it was written after.');
  if (!row.hash.equals(hashOf(row, revision)))
    found.push('It is not as it was written: its hash does not fit its content.');
  if (before?.position !== undefined && BigInt(row.position) <= BigInt(before.position))
    found.push('Its position is before that of its predecessor.');
  if (!isRecordedAt(row)) found.push('Its column recorded_at does not agree with its metadata.');
  return found;
};

const hashOf = (row: ChainRow, revision: number): Buffer => {
  const { id, version, type, stream, metadata, data, prev_hash: prevHash } = row;
  return chainHash({ id, version, revision, type, stream, metadata, data, prevHash });
};

const missing = (expected: number, found: number): string => {
  if (found < expected) return `Revision ${found} stands there twice, or before the first.`;
  return found === expected + 1
    ? `Revision ${expected} is missing before it.`
    : `Revisions ${expected} to ${found - 1} are missing before it.`;
};

/** The column is not part of the hash: it repeats the metadata, which is. */
const isRecordedAt = (row: ChainRow): boolean => {
  try {
    const { recordedAt } = JSON.parse(row.metadata) as EventMetadata;
    return Math.abs(Date.parse(recordedAt) - row.recorded_at_ms) <= 1;
  } catch {
    return false;
  }
};
