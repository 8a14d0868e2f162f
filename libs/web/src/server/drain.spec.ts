import { once } from 'node:events';
import { Agent, createServer, get, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { drain } from './drain';

const listen = async (answer: RequestListener): Promise<{ server: Server; url: string }> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
};

/** Asks over a connection that the client would keep open for ever. */
const ask = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: new Agent({ keepAlive: true }) }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve(body));
    }).on('error', reject);
  });

describe('draining a server', () => {
  it('lets a request in flight have its answer, and takes no new one', async () => {
    let finish = (): void => undefined;
    const { server, url } = await listen((_, response) => {
      finish = () => response.end('done');
      server.emit('in-hand');
    });
    const answer = ask(url);
    await once(server, 'in-hand');
    const drained = drain(server);
    await expect(ask(url)).rejects.toThrow(/ECONNREFUSED/);
    finish();
    expect(await answer).toBe('done');
    await drained;
  });

  it('tells a client that keeps asking over one connection that this answer is its last', async () => {
    const inHand: ServerResponse[] = [];
    const { server, url } = await listen((_, response) => {
      inHand.push(response);
      server.emit('in-hand');
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const answers = text(socket);
    const ask = async (): Promise<void> => {
      const arrived = once(server, 'in-hand');
      socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n');
      await arrived;
    };
    await ask();
    const drained = drain(server);
    await ask();
    for (const response of inHand) response.end();
    expect((await answers).match(/^Connection: .*$/gm)).toEqual(['Connection: keep-alive', 'Connection: close']);
    await drained;
  });

  it('cuts a request that never ends', async () => {
    const { server, url } = await listen(() => server.emit('in-hand'));
    const answer = ask(url);
    await once(server, 'in-hand');
    await Promise.all([drain(server, 20), expect(answer).rejects.toThrow(/hang up|ECONNRESET/)]);
  });

  it('of a server that does not listen is done at once', async () => {
    await expect(drain(createServer())).resolves.toBeUndefined();
  });
});
