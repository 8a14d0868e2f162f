import { type EventSchema, isPublished, namedBy } from '@ttg/messaging/contract';
import type { Headers } from '../headers';
import { type Break, breaks } from './breaks';

const consequences = {
  readers: 'who reads it by the released schema would not understand it',
  history: 'what was written by the released schema would not fit any more',
} as const;

const wayOut =
  'A published event keeps its form: leave this version as it was, define the next one with an upcaster, and run npm run event-schemas. docs/events.md says how.';

/** @returns a sentence for everything by which the schemas of today break with those of the last release, with the way out. */
export const brokenSinceRelease = (released: readonly EventSchema[], today: readonly EventSchema[]): string[] => {
  const byName = new Map(today.map((schema) => [schema.$id, schema]));
  return released.flatMap((before) => {
    const after = byName.get(before.$id);
    const { type, version } = namedBy(before.$id);
    const name = `${type} in version ${version}`;
    if (!after || !isPublished(type)) return [`${name} was released, and is not published any more. ${wayOut}`];
    return breaks(before, after, '').map((found) => `${name}: ${sentence(found)} ${wayOut}`);
  });
};

const wayOutOfHeaders =
  'Leave the header as it was, and give what is new a name of its own: one that may be absent, as it is from all messages of before.';

/** @returns the same of the headers of messages. */
export const headersBrokenSinceRelease = (released: Headers, today: Headers): string[] =>
  Object.entries(released).flatMap(([of, before]) =>
    breaks(before, today[of] ?? {}, '').map((found) => `Headers of ${of}: ${sentence(found)} ${wayOutOfHeaders}`),
  );

const sentence = ({ at, what, whom }: Break): string => `${at || 'its data'} ${what}: ${consequences[whom]}.`;
