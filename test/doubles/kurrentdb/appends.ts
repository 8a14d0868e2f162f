import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { Expected } from './commit-check';
import { appendedMessage, nameOf, wrongVersionMessage } from './messages';
import type { Node } from './node';
import { rpcErrors } from './rpc-errors';
import type { Proposed, TransactionLog } from './transaction-log';

type Limits = Pick<Node, 'maxAppendSize' | 'maxAppendEventSize'>;

/** One append, as its messages have told. */
export interface Append {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly Proposed[];
}

/** An append comes as its options and then one message per event (Streams.Append.cs). @throws ServiceError */
export const appendOf = (requests: readonly AppendReq[], { maxAppendSize, maxAppendEventSize }: Limits): Append => {
  const options = requests[0]?.getOptions();
  if (!options) throw rpcErrors.invalidArgument('An append begins with its options.');
  const events = requests.slice(1).map(proposedOf);
  let size = 0;
  for (const { id, type, data, metadata } of events) {
    const ofEvent = type.length + data.length + metadata.length;
    if (ofEvent > maxAppendEventSize) throw rpcErrors.maxAppendEventSizeExceeded(id, ofEvent, maxAppendEventSize);
    size += ofEvent;
    if (size > maxAppendSize) throw rpcErrors.maxAppendSizeExceeded(maxAppendSize);
  }
  return { stream: nameOf(options.getStreamIdentifier()), expected: expectedOf(options), events };
};

/** @throws ServiceError for a stream that was deleted. */
export const carryOut = (log: TransactionLog, { stream, expected, events }: Append): AppendResp => {
  const decision = log.append(stream, events, expected);
  switch (decision.kind) {
    case 'ok':
      throw new Error('What may be written is written at once.');
    case 'written':
      return appendedMessage(decision.revision, decision.position);
    case 'wrong-version':
      return wrongVersionMessage(expected, decision.current);
    case 'deleted':
      throw rpcErrors.streamDeleted(stream);
  }
};

const expectedOf = (options: AppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  if (options.hasAny()) return 'any';
  return Number(options.getRevision());
};

const proposedOf = (request: AppendReq): Proposed => {
  const message = request.getProposedMessage();
  const metadata = message?.getMetadataMap();
  const type = metadata?.get('type');
  const contentType = metadata?.get('content-type');
  const id = message?.getId()?.getString();
  if (!message || !id || type === undefined || contentType === undefined) {
    throw rpcErrors.invalidArgument("Required Metadata Property 'type' or 'content-type' is missing");
  }
  return {
    id: id.toLowerCase(),
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};
