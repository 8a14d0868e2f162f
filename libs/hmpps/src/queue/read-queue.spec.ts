import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readQueue } from './read-queue';

const reader = { keep: () => Promise.resolve(), notKept: () => undefined };

let silent: Server;
const queueUrl = (): string => `http://127.0.0.1:${(silent.address() as AddressInfo).port}/queue/hmpps`;

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = 'synthetic';
  process.env.AWS_SECRET_ACCESS_KEY = 'synthetic';
  // It takes requests and answers none.
  silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await once(silent, 'close');
});

describe('the reading of a queue that does not answer', () => {
  it('ends when all ends while it begins', () => readQueue(queueUrl(), reader, AbortSignal.abort()), 60_000);

  it('ends when all ends while it waits', async () => {
    const ending = new AbortController();
    const asked = once(silent, 'request');
    const reading = readQueue(queueUrl(), reader, ending.signal);
    await asked;
    ending.abort();
    await reading;
  }, 60_000);
});
