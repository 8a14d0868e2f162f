import { statements } from '../statements';
import { type Before, chainFaults, type ChainRow } from './chain';
import type { Checkpoint } from './checkpoint';
import { lastPosition } from './last-position';
import { placeOf, RecordedOrder } from './order';
import { pages, type Reader } from './pages';
import { Findings, type StoreReport } from './report';
import type { VerifyOptions } from './verify-store';

/**
 * Verifies only what was appended since a checkpoint, each stream from where the checkpoint has it on. What stood there before
 * is believed, not read: for every hour, beside a full verification from time to time. Memory grows with the streams there are.
 */
export const verifySince = async (
  reader: Reader,
  checkpoint: Checkpoint,
  { onProgress, signal }: Omit<VerifyOptions, 'comparison'> = {},
): Promise<StoreReport> => {
  const upTo = (await lastPosition(reader)) ?? '0';
  const [faults, doubts] = [new Findings(), new Findings()];
  const heads = headsOf(checkpoint);
  const touched = new Set<string>();
  const recorded = new RecordedOrder();
  const { position } = checkpoint.statement;
  if (BigInt(upTo) < BigInt(position))
    faults.add({ position: upTo, what: `The store ends here, and the checkpoint at ${position}: verify all of it.` });
  const after = (last?: ChainRow): readonly unknown[] => [last?.position ?? position, upTo];
  let events = 0;
  for await (const rows of pages<ChainRow>(reader, { statement: statements.readChainSince, after, signal })) {
    for (const row of rows) {
      faults.add(...chainFaults(row, heads.get(row.stream)).map((what) => ({ ...placeOf(row), what })));
      doubts.add(...recorded.see(row));
      heads.set(row.stream, { revision: row.revision, hash: row.hash, position: row.position });
      touched.add(row.stream);
    }
    events += rows.length;
    onProgress?.(events);
  }
  doubts.add(...recorded.see());
  return {
    upTo: upTo as StoreReport['upTo'],
    events,
    streams: touched.size,
    faults: faults.named,
    doubts: doubts.named,
  };
};

const headsOf = (checkpoint: Checkpoint): Map<string, Before> => {
  const heads = new Map<string, Before>();
  for (const { stream, revision, hash } of checkpoint.heads()) heads.set(stream, { revision: String(revision), hash });
  return heads;
};
