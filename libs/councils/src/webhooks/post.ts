import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { anyOf } from '@ttg/event-sourcing';
import { TargetRefused, type TargetFault, type Targets } from './targets';

/** From the first packet to the last byte of the answer. Milliseconds. */
const patienceMs = 15_000;
/** What is read of an answer: nothing of it is kept but the echo of a challenge. Bytes. */
const mostRead = 16_384;

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Fault = TargetFault | 'timeout' | 'connection' | 'tls';

export type Outcome =
  { readonly status: number; readonly body: string; readonly retryAfter?: string } | { readonly fault: Fault };

/**
 * Posts once, to an address that is looked at now and held on to. Redirects are not followed: where they lead, nobody has proved
 * that it is the council, and nobody has looked whether it is inside.
 * @throws AbortError when `signal` aborts: nothing is known of what came of it
 */
export const post = async (
  targets: Targets,
  url: string,
  { headers, body }: Message,
  signal: AbortSignal,
  timeoutMs = patienceMs,
): Promise<Outcome> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = anyOf(signal, timeout);
  try {
    return await within(either.signal, async () => {
      const target = await targets.look(url);
      const lookup: LookupFunction = (_host, options, found) =>
        options.all
          ? found(null, [{ address: target.address, family: target.family }])
          : found(null, target.address, target.family);
      const length = String(Buffer.byteLength(body));
      return send(
        target.url,
        { lookup, signal: either.signal, headers: { ...headers, 'content-length': length } },
        body,
      );
    });
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) return { fault: 'timeout' };
    return { fault: error instanceof TargetRefused ? error.fault : faultOf(error) };
  } finally {
    either.release();
  }
};

/** A name server may be slow too. */
const within = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work().then(resolve, reject);
  });

const send = (url: URL, options: RequestOptions, body: string): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // A connection of its own each time: one that is kept would go on to an address that nobody looks at again.
    const sent = open(url, { ...options, method: 'POST', agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      read(response).then((text) => {
        sent.destroy();
        const retryAfter = response.headers['retry-after'];
        resolve({ status: response.statusCode ?? 0, body: text, retryAfter });
      }, reject);
    });
    sent.end(body);
  });

const read = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostRead) break;
  }
  return Buffer.concat(chunks).subarray(0, mostRead).toString();
};

const faultOf = (error: unknown): Fault => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls' : 'connection';
};
