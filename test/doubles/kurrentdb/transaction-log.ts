import { checkCommit, type Decision, type Expected } from './commit-check';

/** An event as a client proposes it. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as it stands in the log. */
export interface LogRecord extends Proposed {
  readonly stream: string;
  readonly revision: number;
  /** Where the record begins in the log. An event that is not part of an explicit transaction commits itself: commit and prepare position are the same. */
  readonly position: bigint;
  /** Ticks of 100 ns since 1970, as the server writes them. */
  readonly created: bigint;
}

/** About what a record takes beside its payload. It only has to make positions rise as bytes do, not by one. */
const overhead = 170;

/**
 * The transaction log of one node, in memory: what is appended, in its order, with positions that rise as bytes in a file do.
 * Between the events of users stand the node's own (`$statsCollected`, `$metadata`), as in every real log. An event is told with its
 * place in the log also where it is read from its stream, as by servers from 22.6 on (kurrent-io/KurrentDB, pull request 3459).
 */
export class TransactionLog {
  readonly records: LogRecord[] = [];
  private readonly streams = new Map<string, LogRecord[]>();
  private readonly tombstones = new Set<string>();
  private readonly cuts = new Map<string, number>();
  /** The newest events by id. The server keeps them in memory alone (IndexWriter.cs, _committedEvents): a restart forgets them. */
  private recent = new Map<string, LogRecord>();
  private readonly watchers = new Set<(record: LogRecord) => void>();
  private end = 0n;

  constructor() {
    this.writeOwn('$$$settings', '$metadata');
  }

  stream(name: string): readonly LogRecord[] {
    return this.streams.get(name) ?? [];
  }

  isDeleted(name: string): boolean {
    return this.tombstones.has(name);
  }

  /** All of the events or none, if `expected` holds of the stream. */
  append(stream: string, events: readonly Proposed[], expected: Expected): Decision {
    if (this.isDeleted(stream)) return { kind: 'deleted' };
    const decision = checkCommit({
      records: this.stream(stream),
      recent: this.recent,
      stream,
      expected,
      ids: events.map(({ id }) => id),
    });
    if (decision.kind !== 'ok') return decision;
    const written = events.map((event) => this.write(stream, event));
    const last = written.at(-1);
    return { kind: 'written', revision: last?.revision ?? -1, position: last?.position ?? -1n };
  }

  /** A hard delete: nobody can read the stream or append to it again (docs/server/features/streams.md, tombstone). */
  tombstone(stream: string): void {
    this.tombstones.add(stream);
  }

  /** What its readers see of a stream: nothing before the revision its metadata names (`$tb`; docs/server/features/streams.md). */
  visible(name: string): readonly LogRecord[] {
    return this.stream(name).slice(this.cuts.get(name) ?? 0);
  }

  /** Cuts off the beginning of a stream. */
  truncateBefore(stream: string, revision: number): void {
    this.cuts.set(stream, revision);
    this.writeOwn(`$$${stream}`, '$metadata');
  }

  /** An event of the node itself. */
  writeOwn(stream = '$stats-127.0.0.1:2113', type = '$statsCollected'): void {
    const [id, data, metadata] = [crypto.randomUUID(), Buffer.from('{}'), new Uint8Array()];
    this.write(stream, { id, type, isJson: true, data, metadata });
  }

  /** Calls with every event as it is committed. @returns what ends that. */
  watch(watcher: (record: LogRecord) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** What a restart loses. */
  forgetRecent(): void {
    this.recent = new Map();
  }

  private write(stream: string, event: Proposed): LogRecord {
    const inStream = this.streams.get(stream) ?? [];
    this.streams.set(stream, inStream);
    const created = BigInt(Date.now()) * 10_000n;
    const record = { ...event, stream, revision: inStream.length, position: this.end, created };
    this.end += BigInt(overhead + stream.length + event.data.length + event.metadata.length);
    inStream.push(record);
    this.records.push(record);
    this.recent.set(event.id, record);
    for (const watcher of this.watchers) watcher(record);
    return record;
  }
}
