import { canonicalJson } from '@ttg/event-sourcing';
import { sampleEvent } from './sample-event';

/**
 * The columns of a row as the store writes it, from `revision` to `data`, but for its hash, which costs nothing here: its JSON
 * is ready, its bytes are given.
 */
export const plainRow = (stream: string): readonly unknown[] => {
  const { id, type, version } = sampleEvent();
  return [0, recordedAt, version, id, stream, type, noHash, hash, metadata, data];
};

const noHash = Buffer.alloc(32);
const hash = Buffer.alloc(32, 0xa5);
const [metadata, data, recordedAt] = [
  canonicalJson(sampleEvent().metadata),
  canonicalJson(sampleEvent().data),
  sampleEvent().metadata.recordedAt,
];
