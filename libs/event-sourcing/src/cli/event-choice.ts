import type { Command } from 'commander';
import { StartFailure } from '../embedded-postgres/start-failure';
import type { EventStore, Position, StoredEvent } from '../store/event-store';

/** Which events a command is about, as options say it. */
export interface EventChoice {
  readonly from: string;
  readonly type?: string;
  readonly stream?: string;
  readonly case?: string;
}

/** Adds the options of an event choice. */
export const withEventChoice = (command: Command, from: 'start' | 'end'): Command =>
  command
    .option('--from <place>', 'start, end, or a position: what comes after it', from)
    .option('--type <glob>', 'event types, such as custody.* or *.release-date-*')
    .option('--stream <prefix>', 'streams whose name begins so')
    .option('--case <id>', 'events of one case');

/** @returns the position to read after; nothing for the start. @throws StartFailure where this store gives out no such position. */
export const placeFrom = async (store: EventStore, from: string): Promise<Position | undefined> => {
  if (from === 'start') return undefined;
  if (from === 'end') return store.lastPosition();
  const position = store.parsePosition(from);
  if (position === undefined) throw new StartFailure(`--from must be start, end or a position, and is "${from}".`);
  return position;
};

/** What the store itself can leave out. */
export const storeFilter = ({ stream }: EventChoice): { streamPrefixes?: string[] } =>
  stream === undefined ? {} : { streamPrefixes: [stream] };

/** @returns whether an event that the store gave is wanted. */
export const isChosen = ({ type, case: caseId }: EventChoice): ((event: StoredEvent) => boolean) => {
  const types = type === undefined ? undefined : globPattern(type);
  return (event) => (!types || types.test(event.type)) && (caseId === undefined || event.metadata.caseId === caseId);
};

/** `*` stands for any characters, `?` for one. */
const globPattern = (glob: string): RegExp => {
  const escaped = glob.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
};
