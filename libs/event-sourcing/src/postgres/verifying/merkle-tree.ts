import { createHash } from 'node:crypto';

/** A leaf and a node are never taken for one another (RFC 6962, 2.1). */
const [leafMark, nodeMark] = [Buffer.from([0]), Buffer.from([1])];

const sha256 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** @returns what stands in the tree for these bytes. */
export const leafHash = (bytes: Buffer): Buffer => sha256(leafMark, bytes);

const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodeMark, left, right);

interface Subtree {
  readonly leaves: number;
  readonly hash: Buffer;
}

/** The Merkle tree of RFC 6962, grown leaf by leaf. It holds one hash for each bit of its size, and no leaves. */
export class MerkleTree {
  /** Full trees, each larger than the next. */
  private subtrees: Subtree[] = [];
  size = 0;

  /** @param hash of a leaf; or the root of a part, where all parts but the last hold the same power of two of leaves. */
  add(hash: Buffer): void {
    let added: Subtree = { leaves: 1, hash };
    for (let last = this.subtrees.at(-1); last?.leaves === added.leaves; last = this.subtrees.at(-1)) {
      this.subtrees.pop();
      added = { leaves: 2 * added.leaves, hash: nodeHash(last.hash, added.hash) };
    }
    this.subtrees.push(added);
    this.size += 1;
  }

  /** The root by now; that of an empty tree is the hash of nothing. */
  root(): Buffer {
    const hashes = this.subtrees.map(({ hash }) => hash);
    return hashes.length === 0 ? sha256() : hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}
