import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { LogRecord } from './transaction-log';

export type Filter = (record: LogRecord) => boolean;

/** Events of the node's elections are hidden from filtered reads (ReaderIndex/EventFilter.cs, DefaultAllFilterStrategy). */
const isHidden = ({ stream }: LogRecord): boolean => stream === '$epoch-information';

/**
 * A server-side filter: of stream names or of event types, by prefixes or by a regular expression, one of the four
 * (streams.proto, FilterOptions; Streams.Read.cs, ConvertToEventFilter: an expression counts where it is not empty).
 */
export const filterOf = (options: ReadReq.Options.FilterOptions): Filter => {
  const expression = options.getStreamIdentifier() ?? options.getEventType();
  const subject = options.hasStreamIdentifier() ? ({ stream }: LogRecord) => stream : ({ type }: LogRecord) => type;
  const regex = expression?.getRegex();
  if (regex) {
    const pattern = new RegExp(regex);
    return (record) => !isHidden(record) && pattern.test(subject(record));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (record) => !isHidden(record) && prefixes.some((prefix) => subject(record).startsWith(prefix));
};
