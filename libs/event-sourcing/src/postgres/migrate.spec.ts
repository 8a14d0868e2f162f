import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pendingMigrations } from './migrate';

const sockets: Socket[] = [];
const server = createServer((socket) => sockets.push(socket));

afterEach(() => {
  jest.useRealTimers();
  for (const socket of sockets) socket.destroy();
  server.close();
});

describe('migrations', () => {
  it('are not waited for without end, where the server takes the connection and says nothing', async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date', 'hrtime'] });
    const asked = pendingMigrations(`postgresql://app:secret@127.0.0.1:${port}/none`);
    const refused = expect(asked).rejects.toThrow('The database of DATABASE_URL could not be reached');
    await once(server, 'connection');
    jest.advanceTimersByTime(10_000);
    await refused;
  });
});
