import { statements } from '../statements';
import { type Before, chainFaults, chainPages, type ChainRow } from './chain';
import { lastPosition } from './last-position';
import { orderPages, type OrderRow, placeOf, RecordedOrder } from './order';
import type { Reader } from './pages';
import { Findings, type Finding, type StoreReport } from './report';

/** What events are compared with as they pass: a checkpoint. */
export interface Comparison {
  /** Events by stream and revision; nothing at the end. */
  inStream(row?: ChainRow): readonly Finding[];
  /** Events by position; nothing at the end. */
  inOrder(row?: OrderRow): readonly Finding[];
}

export interface VerifyOptions {
  readonly comparison?: Comparison;
  /** Told how many events have been read: each is read twice. */
  readonly onProgress?: (read: number) => void;
  readonly signal?: AbortSignal;
}

const mostRepeats = 1000;

/**
 * Reads every event twice, by stream and by position, and computes each hash again: in pages, beside appends, which go on.
 *
 * Alone it finds what was edited, moved, exchanged or removed within a stream. That the newest events of a stream were cut off,
 * a whole stream is gone, or one was rewritten to its end by someone who may write to the table, it finds by comparison with a
 * checkpoint (docs/adr/0013-signed-checkpoints.md).
 */
export const verifyStore = async (reader: Reader, options: VerifyOptions = {}): Promise<StoreReport> => {
  const upTo = await lastPosition(reader);
  const [faults, doubts] = [new Findings(), new Findings()];
  const counts = await walkStreams(reader, upTo ?? '0', faults, options);
  await walkOrder(reader, upTo ?? '0', { faults, doubts, read: counts.events }, options);
  faults.add(...(await repeats(reader)));
  return { ...(upTo && { upTo }), ...counts, faults: faults.named, doubts: doubts.named };
};

const walkStreams = async (
  reader: Reader,
  upTo: string,
  faults: Findings,
  { comparison, onProgress, signal }: VerifyOptions,
): Promise<{ events: number; streams: number }> => {
  let [events, streams] = [0, 0];
  let last: ChainRow | undefined;
  for await (const rows of chainPages(reader, upTo, signal)) {
    for (const row of rows) {
      const before: Before | undefined = last?.stream === row.stream ? last : undefined;
      if (!before) streams += 1;
      const found = chainFaults(row, before);
      if (found.length > 0) faults.add(...found.map((what) => ({ ...placeOf(row), what })));
      if (comparison) faults.add(...comparison.inStream(row));
      last = row;
    }
    events += rows.length;
    onProgress?.(events);
  }
  if (comparison) faults.add(...comparison.inStream());
  return { events, streams };
};

interface OrderFindings {
  readonly faults: Findings;
  readonly doubts: Findings;
  /** How many events were read before. */
  readonly read: number;
}

const walkOrder = async (
  reader: Reader,
  upTo: string,
  { faults, doubts, read }: OrderFindings,
  { comparison, onProgress, signal }: VerifyOptions,
): Promise<void> => {
  const recorded = new RecordedOrder();
  let done = read;
  for await (const rows of orderPages(reader, upTo, { signal })) {
    for (const row of rows) {
      doubts.add(...recorded.see(row));
      if (BigInt(row.position) < 1n)
        faults.add({ ...placeOf(row), what: 'Its position is none that the store gives out: it was put in.' });
      if (comparison) faults.add(...comparison.inOrder(row));
    }
    done += rows.length;
    onProgress?.(done);
  }
  doubts.add(...recorded.see());
  if (comparison) faults.add(...comparison.inOrder());
};

interface RepeatRow {
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly shared: 'id' | 'position' | 'revision';
}

const repeats = async (reader: Reader): Promise<readonly Finding[]> => {
  const { rows } = await reader.query<RepeatRow>({ ...statements.findRepeats, values: [mostRepeats] });
  return rows.map((row) => ({ ...placeOf(row), what: `Another event has the same ${row.shared}.` }));
};
