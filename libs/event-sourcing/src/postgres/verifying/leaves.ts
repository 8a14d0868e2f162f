import { leafHash, MerkleTree } from './merkle-tree';

/** The last event of a stream. */
export interface StreamHead {
  readonly stream: string;
  readonly revision: number;
  readonly hash: Buffer;
}

/** The part of the tree of events that stands over a few of them, side by side in the order of positions. */
export interface Block {
  /** The position of its last event: it holds all events after that of the block before. */
  readonly last: string;
  readonly events: number;
  readonly hash: Buffer;
  /** The first byte of each event's leaf: where the block is not what it was, it tells which of its events are not. */
  readonly marks: Buffer;
}

/** A power of two, so that blocks are subtrees of the whole. */
export const blockSize = 256;

const bigEndian = (number: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(number);
  return bytes;
};

/** The leaf of a stream: 8 bytes of its last revision, the hash of that event, the stream's name in UTF-8. */
export const headLeaf = ({ stream, revision, hash }: StreamHead): Buffer =>
  leafHash(Buffer.concat([bigEndian(BigInt(revision)), hash, Buffer.from(stream, 'utf8')]));

/** The leaf of an event: 8 bytes of its position, its hash. */
const eventLeaf = ({ position, hash }: { readonly position: string; readonly hash: Buffer }): Buffer =>
  leafHash(Buffer.concat([bigEndian(BigInt(position)), hash]));

/** Events side by side, hashed into a block. */
export class BlockUnderWay {
  private readonly tree = new MerkleTree();
  private readonly marks: number[] = [];
  private last = '0';

  get isFull(): boolean {
    return this.tree.size === blockSize;
  }

  add(event: { readonly position: string; readonly hash: Buffer }): void {
    const leaf = eventLeaf(event);
    this.tree.add(leaf);
    this.marks.push(leaf.readUInt8(0));
    this.last = event.position;
  }

  /** The block by now; nothing where no event was added. */
  block(): Block | undefined {
    const { last, marks, tree } = this;
    if (marks.length === 0) return undefined;
    return { last, events: marks.length, hash: tree.root(), marks: Buffer.from(marks) };
  }
}
