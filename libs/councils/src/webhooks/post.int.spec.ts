import { once } from 'node:events';
import { createServer as createSecureServer } from 'node:https';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { generate } from 'selfsigned';
import { post } from './post';
import { Targets } from './targets';

const message = { headers: { 'content-type': 'application/json' }, body: '{"ü":1}' };
const never = new AbortController().signal;
/** A name that only we know: no name server does. */
const toHere = new Targets(['127.0.0.0/8'], async () => ['127.0.0.1']);

describe('a message', () => {
  const open: (Server & { closeAllConnections(): void })[] = [];
  const listen = async (server: Server & { closeAllConnections(): void }): Promise<number> => {
    open.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));
  afterEach(async () => {
    for (const server of open.splice(0)) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });

  it('goes to the address that was looked at, under the name it was given, to the byte', async () => {
    const asked: string[] = [];
    const port = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
      request.on('end', () => {
        asked.push(`${request.method} ${request.headers.host} ${request.url}`);
        response.writeHead(202, { 'retry-after': '7' }).end('taken');
      });
    });
    const outcome = await post(toHere, `http://council.invalid:${port}/ttg?desk=1`, message, never);
    expect(outcome).toEqual({ status: 202, body: 'taken', retryAfter: '7' });
    expect(asked).toEqual([message.body, `POST council.invalid:${port} /ttg?desk=1`]);
  });

  it('is looked at again each time: a name that leads inside by then is not followed', async () => {
    const port = await serve((_request, response) => response.end());
    const addresses = ['127.0.0.1', '10.0.0.1'];
    const turning = new Targets(['127.0.0.0/8'], async () => [addresses.shift() ?? '']);
    const url = `http://council.invalid:${port}/`;
    expect(await post(turning, url, message, never)).toMatchObject({ status: 200 });
    expect(await post(turning, url, message, never)).toEqual({ fault: 'address-not-allowed' });
  });

  it('is not sent where a redirect leads', async () => {
    let requests = 0;
    const port = await serve((request, response) => {
      requests += 1;
      response
        .writeHead(307, { location: `http://127.0.0.1:${(request.socket.address() as AddressInfo).port}/` })
        .end();
    });
    expect(await post(toHere, `http://council.invalid:${port}/`, message, never)).toMatchObject({ status: 307 });
    expect(requests).toBe(1);
  });

  it('is given up after a while, where nothing is answered and where the answer never ends', async () => {
    const silent = await serve(() => undefined);
    const dripping = await serve((_request, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    });
    const nobody = new Targets(['127.0.0.0/8'], () => new Promise(() => undefined));
    for (const port of [silent, dripping]) {
      expect(await post(toHere, `http://council.invalid:${port}/`, message, never, 200)).toEqual({ fault: 'timeout' });
    }
    expect(await post(nobody, 'http://council.invalid/', message, never, 200)).toEqual({ fault: 'timeout' });
  });

  it('is done when enough of an endless answer was read', async () => {
    const port = await serve((_request, response) => response.write('x'.repeat(100_000)));
    const outcome = await post(toHere, `http://council.invalid:${port}/`, message, never);
    expect(outcome).toEqual({ status: 200, body: 'x'.repeat(16_384) });
  });

  it('is broken off when the application ends, and nobody takes that for an answer', async () => {
    const ending = new AbortController();
    const port = await serve(() => ending.abort());
    await expect(post(toHere, `http://council.invalid:${port}/`, message, ending.signal)).rejects.toThrow('aborted');
  });

  it('says what is wrong with a receiver that is not there, or whose certificate nobody trusts', async () => {
    const port = await serve(() => undefined);
    const [server] = open.splice(0);
    server?.close();
    expect(await post(toHere, `http://council.invalid:${port}/`, message, never)).toEqual({ fault: 'connection' });
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'council.invalid' }]);
    const secure = await listen(createSecureServer({ key, cert }, (_request, response) => void response.end()));
    expect(await post(toHere, `https://council.invalid:${secure}/`, message, never)).toEqual({ fault: 'tls' });
  });
});
