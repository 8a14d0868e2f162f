import type { LogRecord } from './transaction-log';

export type Expected = number | 'no-stream' | 'stream-exists' | 'any';

export type Decision =
  | { readonly kind: 'ok' }
  /** Written now, or before: the server's answer is the same, and does not say which. */
  | { readonly kind: 'written'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'deleted' };

interface Commit {
  readonly records: readonly LogRecord[];
  readonly recent: ReadonlyMap<string, LogRecord>;
  readonly stream: string;
  readonly expected: Expected;
  readonly ids: readonly string[];
}

const noStream = -1;

/**
 * Whether an append is written, refused, or was written before: `IndexWriter.CheckCommit` of the server
 * (kurrent-io/KurrentDB, src/KurrentDB.Core/Services/Storage/ReaderIndex/IndexWriter.cs).
 */
export const checkCommit = (commit: Commit): Decision => {
  const current = commit.records.length - 1;
  if (commit.expected === 'stream-exists' && current === noStream) return { kind: 'wrong-version', current };
  if (commit.expected === 'any' || commit.expected === 'stream-exists') return checkAnywhere(commit, current);
  const expected = commit.expected === 'no-stream' ? noStream : commit.expected;
  if (expected > current) return { kind: 'wrong-version', current };
  return expected === current ? { kind: 'ok' } : checkEarlier(commit, expected, current);
};

/**
 * Without a revision the server knows a repeat only by the ids it has in memory, in whatever order they come: a best effort,
 * which its documentation says is none ("idempotence is not guaranteed with Any").
 */
const checkAnywhere = ({ ids, recent, stream }: Commit, current: number): Decision => {
  let last: LogRecord | undefined;
  for (const [index, id] of ids.entries()) {
    const known = recent.get(id);
    if (known?.stream !== stream) return index === 0 ? { kind: 'ok' } : { kind: 'wrong-version', current };
    last = known;
  }
  return last ? { kind: 'written', revision: last.revision, position: last.position } : { kind: 'ok' };
};

/** At a revision that is past, it is a repeat if these very ids stand behind it, in this order. That is looked up in the index, and holds for ever. */
const checkEarlier = ({ ids, records }: Commit, expected: number, current: number): Decision => {
  const standing = records.slice(expected + 1, expected + 1 + ids.length);
  const last = standing.at(-1);
  const isRepeat = standing.length === ids.length && standing.every(({ id }, index) => id === ids[index]);
  // A part of them is called a corrupted idempotency inside the server, and a wrong expected version outside
  // (StorageWriterService.cs, ActOnCommitCheckFailure).
  return isRepeat && last
    ? { kind: 'written', revision: last.revision, position: last.position }
    : { kind: 'wrong-version', current };
};
