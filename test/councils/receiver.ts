import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with a message; the challenge it answers by itself. */
export type Manner = (message: Received, response: ServerResponse) => void;

/** A council's receiver of webhooks: a real server on this machine. */
export interface WebhookReceiver {
  readonly url: string;
  /** All messages but challenges, in the order in which they came. */
  readonly received: readonly Received[];
  behave(manner: Manner): void;
  /** Resolves when so many messages have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export const takes: Manner = (_message, response) => response.writeHead(204).end();
export const answers =
  (status: number, headers: Readonly<Record<string, string>> = {}): Manner =>
  (_message, response) =>
    response.writeHead(status, headers).end();
/** Takes the message and never answers. */
export const hangs: Manner = () => undefined;

export const startReceiver = async (): Promise<WebhookReceiver> => {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let manner: Manner = takes;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      const challenge = challengeIn(message.body);
      if (challenge !== undefined && message.path !== '/mute') {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge }));
        return;
      }
      received.push(message);
      manner(message, response);
      for (const look of waiting) look();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`,
    received,
    behave: (next) => (manner = next),
    until: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const challengeIn = (body: string): unknown => {
  const { type, data } = JSON.parse(body) as { type: string; data: { challenge?: unknown } };
  return type === 'council.receiver-challenge' ? data.challenge : undefined;
};
