import { createServer, type Server } from 'node:net';
import { freePort } from './free-port';

describe('a free port', () => {
  let server: Server;

  const listenOn = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });

  beforeEach(() => {
    server = createServer();
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is one that a connection going out is not given, and that can be listened on', async () => {
    const port = await freePort();
    expect(port).toBeLessThan(32_768);
    await listenOn(port);
  });

  it('is not one that somebody listens on', async () => {
    const chosen = jest.spyOn(jest.requireActual<typeof import('node:crypto')>('node:crypto'), 'randomInt');
    try {
      const taken = await freePort();
      await listenOn(taken);
      chosen.mockClear().mockImplementationOnce(() => taken);
      expect(await freePort()).not.toBe(taken);
      expect(chosen.mock.calls.length).toBeGreaterThan(1);
    } finally {
      chosen.mockRestore();
    }
  });
});
