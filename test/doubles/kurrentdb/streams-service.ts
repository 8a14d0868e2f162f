import type { ServerReadableStream, ServerWritableStream, sendUnaryData, ServiceError } from '@grpc/grpc-js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { appendOf, carryOut, type Append } from './appends';
import { type Fault, refusalOf, someTime } from './faults';
import type { Node } from './node';
import { caughtUpMessage, confirmationMessage } from './messages';
import { type Messages, readOf } from './reads';
import { rpcErrors } from './rpc-errors';

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;
type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The Streams service of a node: what a client can append and read. */
export const streamsService = (node: Node): IStreamsServer => ({
  append: (call: AppendCall, answer: sendUnaryData<AppendResp>) => {
    answerAppend(node, call).then(
      (response) => response && answer(null, response),
      (error: ServiceError) => answer(error),
    );
  },
  read: (call: ReadCall) => {
    answerRead(node, call).then(
      () => call.end(),
      (error: ServiceError) => call.emit('error', error),
    );
  },
  // Part of the protocol, and not of what this project asks for.
  delete: (_call, answer) => answer(rpcErrors.invalidArgument('Not in this double.')),
  tombstone: (_call, answer) => answer(rpcErrors.invalidArgument('Not in this double.')),
  batchAppend: (call) => void call.emit('error', rpcErrors.invalidArgument('Not in this double.')),
});

/** @returns nothing where the client is never to hear of it. */
const answerAppend = async (node: Node, call: AppendCall): Promise<AppendResp | undefined> => {
  const fault = node.faults.take('append');
  node.admit(call.metadata);
  const refusal = refusalOf(fault, call.metadata);
  if (refusal) throw refusal;
  const append = await received(node, call);
  await someTime(node.commitsLateMs);
  if (fault?.kind === 'late') return carryOutLate(node, fault, append);
  if (isLost(fault)) return lose(node, fault, append);
  const answer = carryOut(node.log, append);
  if (fault?.kind === 'no-position') answer.getSuccess()?.setNoPosition(new Empty());
  return answer;
};

/** Whether the client still waits or not. */
const carryOutLate = async (node: Node, { ms, writtenAtOnce }: Late, append: Append): Promise<AppendResp> => {
  if (!writtenAtOnce) await wait(ms);
  const answer = carryOut(node.log, append);
  node.lateAppends += 1;
  if (writtenAtOnce) await wait(ms);
  return answer;
};

const received = async (node: Node, call: AppendCall): Promise<Append> => {
  const requests: AppendReq[] = [];
  for await (const request of call as AsyncIterable<AppendReq>) requests.push(request);
  return appendOf(requests, node);
};

type Loss = Extract<Fault, { readonly written: boolean }>;
type Late = Extract<Fault, { readonly kind: 'late' }>;

const isLost = (fault: Fault | undefined): fault is Loss => fault !== undefined && 'written' in fault;

const lose = (node: Node, fault: Loss, append: Append): undefined => {
  if (fault.written) carryOut(node.log, append);
  if (fault.kind === 'timeout') throw rpcErrors.timeout();
  if (fault.kind === 'shutting-down') throw rpcErrors.shuttingDown();
  if (fault.kind === 'dropped') node.breakConnections();
  return undefined;
};

const answerRead = async (node: Node, call: ReadCall): Promise<void> => {
  const options = call.request.getOptions();
  if (!options) throw rpcErrors.invalidArgument('A read has options.');
  const fault = node.faults.take(options.hasSubscription() ? 'subscribe' : 'read');
  node.admit(call.metadata);
  const refusal = refusalOf(fault, call.metadata);
  if (refusal) throw refusal;
  if (fault?.kind === 'silent') return void (await once(call, 'cancelled'));
  const ended = new AbortController();
  call.once('cancelled', () => ended.abort());
  if (fault?.kind === 'late') await stall(fault.ms, ended.signal);
  const messages =
    fault?.kind === 'caught-up-early'
      ? [confirmationMessage(), caughtUpMessage()]
      : readOf(node.log, options, ended.signal);
  await send(node, call, disturbed(node, messages, fault, ended.signal), ended.signal);
};

const send = async (node: Node, call: ReadCall, messages: Messages, signal: AbortSignal): Promise<void> => {
  for await (const message of messages) {
    if (signal.aborted) return;
    if (message.hasEvent()) node.eventsSent += 1;
    // The client reads as fast as it likes: no more is written than it makes room for.
    if (!call.write(message)) await room(call, signal);
  }
};

async function* disturbed(
  node: Node,
  messages: Messages,
  fault: Fault | undefined,
  signal: AbortSignal,
): AsyncGenerator<ReadResp> {
  if (!isMidway(fault)) {
    yield* messages;
    return;
  }
  let left = fault.messages;
  for await (const message of messages) {
    if (left === 0 && fault.kind === 'shut-down-after') throw rpcErrors.shuttingDown();
    if (left === 0 && fault.kind === 'dropped-after') return node.breakConnections();
    if (left === 0 && fault.kind === 'stalled-after') await stall(fault.ms, signal);
    left -= 1;
    yield message;
  }
}

type Midway = Extract<Fault, { readonly messages: number }>;

const isMidway = (fault: Fault | undefined): fault is Midway => fault !== undefined && 'messages' in fault;

/** Nothing happens for so long, or until the client gives up. Milliseconds. */
const stall = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);

const room = (call: ReadCall, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      call.off('drain', settle);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    call.once('drain', settle);
    signal.addEventListener('abort', settle, { once: true });
    if (signal.aborted) settle();
  });
