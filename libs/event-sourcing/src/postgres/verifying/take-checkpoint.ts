import type { KeyObject } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { statements } from '../statements';
import { signCheckpoint, type Statement } from './checkpoint';
import { BlockUnderWay, headLeaf, type StreamHead } from './leaves';
import { MerkleTree } from './merkle-tree';
import { orderPages } from './order';
import { PackedLines } from './packed-lines';
import { pages, type Reader } from './pages';
import { lastPosition } from './last-position';

export interface TakenCheckpoint extends Omit<Statement, 'kind'> {
  /** The text of its file. */
  readonly text: string;
}

interface TakeOptions {
  /** Real time. */
  readonly now?: Temporal.Instant;
  /** Told how many events have been read. */
  readonly onProgress?: (events: number) => void;
  readonly signal?: AbortSignal;
}

interface Summary {
  readonly count: number;
  readonly root: string;
  readonly lines: string;
}

/**
 * Takes a checkpoint of the store as it is at one position. Events are seen in the order of their positions and never change, so
 * all up to it can be read at leisure, page by page, with no lock and no long transaction: appends go on.
 * @param reader not within a transaction.
 */
export const takeCheckpoint = async (
  reader: Reader,
  key: KeyObject,
  { now = Temporal.Now.instant(), onProgress, signal }: TakeOptions = {},
): Promise<TakenCheckpoint> => {
  const position = (await lastPosition(reader)) ?? '0';
  // What is seen may be a moment from being on disk. Nobody may vouch for an event that a crash would take back.
  await reader.query(statements.flush);
  const streams = await summariseStreams(reader, position, signal);
  const events = await summariseEvents(reader, position, { onProgress, signal });
  const said = {
    takenAt: now.toString({ smallestUnit: 'millisecond' }),
    position,
    events: events.count,
    eventsRoot: events.root,
    streams: streams.count,
    streamsRoot: streams.root,
  };
  return { ...said, text: signCheckpoint(said, { heads: streams.lines, blocks: events.lines }, key) };
};

interface HeadRow {
  readonly stream: string;
  readonly revision: string;
  readonly hash: Buffer;
}

/** Behind every name: one character more than the longest may have, each the last there is. */
const behindAll = '\u{10FFFF}'.repeat(256);

const summariseStreams = async (reader: Reader, upTo: string, signal?: AbortSignal): Promise<Summary> => {
  const tree = new MerkleTree();
  const lines = new PackedLines();
  const after = (last?: HeadRow): readonly unknown[] => [last?.stream ?? behindAll, upTo];
  for await (const rows of pages<HeadRow>(reader, { statement: statements.readHeads, after, signal })) {
    const heads = rows.map((row): StreamHead => ({ ...row, revision: Number(row.revision) }));
    for (const head of heads) tree.add(headLeaf(head));
    await lines.add(heads.map(({ stream, revision, hash }) => [stream, revision, hash.toString('base64')]));
  }
  return { count: tree.size, root: tree.root().toString('hex'), lines: await lines.end() };
};

const summariseEvents = async (
  reader: Reader,
  upTo: string,
  { onProgress, signal }: Pick<TakeOptions, 'onProgress' | 'signal'>,
): Promise<Summary> => {
  const tree = new MerkleTree();
  const lines = new PackedLines();
  let underWay = new BlockUnderWay();
  let count = 0;
  const close = (): readonly unknown[] => {
    const block = underWay.block();
    if (!block) return [];
    tree.add(block.hash);
    underWay = new BlockUnderWay();
    return [[block.last, block.hash.toString('base64'), block.marks.toString('base64')]];
  };
  for await (const rows of orderPages(reader, upTo, { signal })) {
    const closed: unknown[] = [];
    for (const row of rows) {
      underWay.add(row);
      if (underWay.isFull) closed.push(...close());
    }
    count += rows.length;
    await lines.add(closed);
    onProgress?.(count);
  }
  await lines.add(close());
  return { count, root: tree.root().toString('hex'), lines: await lines.end() };
};
