import type { ChainRow } from './chain';
import type { Checkpoint } from './checkpoint';
import { type Block, BlockUnderWay, blockSize, type StreamHead } from './leaves';
import { type OrderRow, placeOf } from './order';
import type { Finding } from './report';
import type { Comparison } from './verify-store';

/** What the store holds against what it held when the checkpoint was taken, while it is being verified. */
export const compareWith = (checkpoint: Checkpoint): Comparison => {
  const streams = new StreamsCompared(checkpoint);
  const events = new EventsCompared(checkpoint);
  return { inStream: (row) => streams.see(row), inOrder: (row) => events.see(row) };
};

/** Most events are as they were: nothing is made anew to say so. */
const nothing: readonly Finding[] = [];

/** As the database orders names, whatever their characters. */
const isBefore = (one: string, other: string): boolean => Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;

/** The streams of the checkpoint and those of the store, side by side. */
class StreamsCompared {
  private readonly heads: Iterator<StreamHead, unknown>;
  private readonly upTo: bigint;
  /** The next of the checkpoint: of the stream being read, or of one that comes later. */
  private head: StreamHead | undefined;
  private last: ChainRow | undefined;

  constructor({ heads, statement }: Checkpoint) {
    this.heads = heads()[Symbol.iterator]();
    this.upTo = BigInt(statement.position);
    this.advance();
  }

  see(row?: ChainRow): readonly Finding[] {
    const isSame = row !== undefined && this.last?.stream === row.stream;
    const found = isSame ? nothing : [...this.leave(), ...this.gone(row)];
    this.last = row;
    if (!row) return found;
    const what = this.difference(row);
    return what === undefined ? found : [...found, { ...placeOf(row), what }];
  }

  /** The stream that was read has come to its end: was there more of it? */
  private leave(): readonly Finding[] {
    const { last, head } = this;
    if (!last || head?.stream !== last.stream) return [];
    this.advance();
    const revision = Number(last.revision);
    if (revision >= head.revision) return [];
    const cut =
      revision + 1 === head.revision
        ? `Revision ${head.revision} is`
        : `Revisions ${revision + 1} to ${head.revision} are`;
    return [{ ...placeOf(last), what: `${cut} gone after it: the checkpoint has them.` }];
  }

  /** Streams of the checkpoint before that of this row, or all that are left at the end. */
  private gone(row: ChainRow | undefined): readonly Finding[] {
    const found: Finding[] = [];
    for (; this.head && (!row || isBefore(this.head.stream, row.stream)); this.advance()) {
      const { stream, revision } = this.head;
      found.push({ stream, what: `The whole stream is gone: the checkpoint has its revisions 0 to ${revision}.` });
    }
    return found;
  }

  private difference(row: ChainRow): string | undefined {
    const head = this.head?.stream === row.stream ? this.head : undefined;
    const revision = Number(row.revision);
    const isEarlier = BigInt(row.position) <= this.upTo;
    const isKnown = head !== undefined && revision <= head.revision;
    if (isKnown && !isEarlier) return 'The checkpoint has it at an earlier position: it was moved.';
    if (!isKnown && isEarlier) return 'It was put in after the checkpoint, at a position before it.';
    if (revision !== head?.revision || row.hash.equals(head.hash)) return undefined;
    return 'It is not the event of the checkpoint: the stream was rewritten, up to it or within.';
  }

  private advance(): void {
    const next = this.heads.next();
    this.head = next.done ? undefined : next.value;
  }
}

/** The blocks of the checkpoint and what stands in their places now. */
class EventsCompared {
  private readonly blocks: Iterator<Block, unknown>;
  private block: Block | undefined;
  private last = 0n;
  /** The last position of the block before. */
  private from = '0';
  private now = new BlockUnderWay();
  /** Of the block that is being read: no more than the checkpoint can have there. */
  private rows: OrderRow[] = [];

  constructor({ blocks }: Checkpoint) {
    this.blocks = blocks()[Symbol.iterator]();
    this.advance();
  }

  see(row?: OrderRow): readonly Finding[] {
    if (!this.block) return nothing;
    const isWithin = row !== undefined && BigInt(row.position) <= this.last;
    const found = isWithin ? nothing : this.leaveUpTo(row);
    if (!row || !this.block) return found;
    this.now.add(row);
    if (this.rows.length < blockSize) this.rows.push(row);
    return found;
  }

  /** All blocks before this event; all that are left at the end. */
  private leaveUpTo(row: OrderRow | undefined): readonly Finding[] {
    const found: Finding[] = [];
    while (this.block && (!row || BigInt(row.position) > this.last)) found.push(...this.leave(this.block));
    return found;
  }

  private leave(then: Block): readonly Finding[] {
    const [now, rows, positions] = [this.now.block(), this.rows, `${BigInt(this.from) + 1n} to ${then.last}`];
    this.from = then.last;
    this.now = new BlockUnderWay();
    this.rows = [];
    this.advance();
    if (now?.hash.equals(then.hash)) return [];
    if (now?.events !== then.events) {
      const what = `The checkpoint has ${then.events} events there, the store ${now?.events ?? 0}.`;
      return [{ position: positions, what }];
    }
    const others = rows.filter((_, index) => now.marks[index] !== then.marks[index]);
    if (others.length === 0)
      return [{ position: positions, what: 'The events there are not those of the checkpoint, or not in that order.' }];
    return others.map((row) => ({
      ...placeOf(row),
      what: 'It is not the event that the checkpoint has in this place.',
    }));
  }

  private advance(): void {
    const next = this.blocks.next();
    this.block = next.done ? undefined : next.value;
    this.last = BigInt(this.block?.last ?? 0);
  }
}
