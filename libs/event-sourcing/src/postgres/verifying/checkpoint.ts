import { type KeyObject, sign, verify } from 'node:crypto';
import { StartFailure } from '../../embedded-postgres/start-failure';
import { canonicalJson } from '../../events/canonical-json';
import { type Block, blockSize, headLeaf, type StreamHead } from './leaves';
import { MerkleTree } from './merkle-tree';
import { UnpackedLines } from './packed-lines';
import { publicPem } from './signing-key';

const kind = 'through-the-gate-checkpoint-1';

/** What is signed: where the store stood. The two roots stand for every stream and for every event in its place. */
export interface Statement {
  readonly kind: typeof kind;
  /** Real time, in UTC. */
  readonly takenAt: string;
  /** Of the newest event; 0 where there is none. */
  readonly position: string;
  readonly events: number;
  /** Merkle root (RFC 6962, SHA-256, hexadecimal) over all events in the order of positions. */
  readonly eventsRoot: string;
  readonly streams: number;
  /** The same over the last event of each stream, from the last name to the first. */
  readonly streamsRoot: string;
}

/** What the roots were made from, so that what is wrong can be named. Packed lines. */
export interface Parts {
  /** `[stream, last revision, hash in base64]`, from the last name to the first. */
  readonly heads: string;
  /**
   * `[position of the last event, hash, first byte of each event's leaf]`, in base64: 256 events each. The bytes are not signed:
   * they only help to say which event it is, where the hash says that it is one of them.
   */
  readonly blocks: string;
}

/** A checkpoint as it stands in its file. */
interface CheckpointFile extends Parts {
  readonly statement: Statement;
  /** Ed25519 over the statement as RFC 8785 JSON; base64. */
  readonly signature: string;
  /** PEM. Whoever wrote the file could have put her own here: compare it with the one you were given. */
  readonly publicKey: string;
}

/** A checkpoint whose signature and parts were found to be right. */
export interface Checkpoint {
  readonly statement: Statement;
  /** In the order of streams' names. */
  readonly heads: () => Iterable<StreamHead>;
  readonly blocks: () => Iterable<Block>;
}

const signedBytes = (statement: Statement): Buffer => Buffer.from(canonicalJson(statement), 'utf8');

/** @returns the text of the checkpoint's file. */
export const signCheckpoint = (said: Omit<Statement, 'kind'>, parts: Parts, key: KeyObject): string => {
  const statement: Statement = { kind, ...said };
  const signature = sign(null, signedBytes(statement), key).toString('base64');
  const file: CheckpointFile = { statement, signature, publicKey: publicPem(key), ...parts };
  return `${JSON.stringify(file, null, 2)}\n`;
};

/**
 * Reads a checkpoint and checks it: no store is needed.
 * @param publicKey of whoever is trusted to have signed it.
 * @throws StartFailure with a sentence where it is not what was signed.
 */
export const readCheckpoint = (text: string, publicKey: KeyObject): Checkpoint => {
  const { statement, signature, heads, blocks } = parse(text);
  if (!isSigned(statement, signature, publicKey)) {
    throw new StartFailure(
      'The checkpoint was not signed with this key, or what it says was changed. Compare its public key with the one you were given, and take another copy of the file.',
    );
  }
  const unpacked = { heads: new UnpackedLines(heads), blocks: new UnpackedLines(blocks) };
  const checkpoint: Checkpoint = {
    statement,
    heads: () => readHeads(unpacked.heads.backwards()),
    blocks: () => readBlocks(unpacked.blocks.forwards(), statement.events),
  };
  if (!areSigned(statement, readHeads(unpacked.heads.forwards()), checkpoint.blocks()))
    throw new StartFailure('The checkpoint’s lists are not those that were signed: take another copy of the file.');
  return checkpoint;
};

const areSigned = (
  { eventsRoot, streamsRoot }: Statement,
  heads: Iterable<StreamHead>,
  blocks: Iterable<Block>,
): boolean => {
  try {
    return rootOf(heads, headLeaf) === streamsRoot && rootOf(blocks, ({ hash }) => hash) === eventsRoot;
  } catch {
    // Lines that are none.
    return false;
  }
};

const isSigned = (statement: Statement, signature: string, publicKey: KeyObject): boolean =>
  statement.kind === kind && verify(null, signedBytes(statement), publicKey, Buffer.from(signature, 'base64'));

const parse = (text: string): CheckpointFile => {
  try {
    const file = JSON.parse(text) as Partial<CheckpointFile> | null;
    const texts = [file?.signature, file?.heads, file?.blocks];
    if (file?.statement && texts.every((part) => typeof part === 'string')) return file as CheckpointFile;
  } catch {
    // Said below, as for JSON of another kind.
  }
  throw new StartFailure('The file holds no checkpoint of an event store.');
};

function* readHeads(lines: Iterable<unknown>): Generator<StreamHead> {
  for (const line of lines) {
    const [stream, revision, hash] = line as [string, number, string];
    yield { stream, revision, hash: Buffer.from(hash, 'base64') };
  }
}

function* readBlocks(lines: Iterable<unknown>, all: number): Generator<Block> {
  let left = all;
  for (const line of lines) {
    const [last, hash, marks] = line as [string, string, string];
    const events = Math.min(left, blockSize);
    yield { last, events, hash: Buffer.from(hash, 'base64'), marks: Buffer.from(marks, 'base64') };
    left -= blockSize;
  }
}

const rootOf = <Item>(items: Iterable<Item>, hashOf: (item: Item) => Buffer): string => {
  const tree = new MerkleTree();
  for (const item of items) tree.add(hashOf(item));
  return tree.root().toString('hex');
};
