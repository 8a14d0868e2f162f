import { createHash } from 'node:crypto';

/** What the hash of an event is computed over. `metadata` and `data` are the JSON texts as they stand in the row. */
export interface ChainLink {
  readonly id: string;
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  readonly stream: string;
  readonly metadata: string;
  readonly data: string;
  readonly prevHash: Buffer;
}

/** Stands in the place of the predecessor's hash in front of the first event of a stream. */
export const noHash = Buffer.alloc(32);

/** @returns the hash that eventstore.chain_hash computes in the database; 0001_event_store.sql has the layout of the bytes. */
export const chainHash = (link: ChainLink): Buffer => {
  const texts = [link.type, link.stream, link.metadata, link.data].map((text) => Buffer.from(text, 'utf8'));
  const header = Buffer.alloc(44);
  header.write(link.id.replaceAll('-', ''), 0, 'hex');
  header.writeInt32BE(link.version, 16);
  header.writeBigInt64BE(BigInt(link.revision), 20);
  texts.forEach((text, index) => header.writeInt32BE(text.length, 28 + 4 * index));
  const hash = createHash('sha256').update(header).update(link.prevHash);
  for (const text of texts) hash.update(text);
  return hash.digest();
};
