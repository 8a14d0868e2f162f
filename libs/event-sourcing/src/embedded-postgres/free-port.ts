import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what systems give to connections that go out (from 32768 on Linux, 49152 elsewhere): until whoever asked listens there, which
 * may take a server seconds, no such connection takes it away.
 */
const [lowest, highest] = [20_000, 32_000];
const mostTries = 100;

/** @returns a port of the loopback interface that nobody listens on at this moment. @throws Error where none is found */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port between ${lowest} and ${highest} is free.`);
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
