import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { gateBefore } from './gate-before';
import type { Gate } from './gate';

/** Gives back whatever it is given. */
let echo: Server;
let gate: Gate;
let client: Socket;

const answerTo = async (text: string): Promise<string> => {
  let answer = '';
  client.write(text);
  while (answer.length < text.length) answer += String((await once(client, 'data')) as [Buffer]);
  return answer;
};

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const { port } = echo.address() as AddressInfo;
  const opened = await gateBefore(`esdb://127.0.0.1:${port}?tls=false&connectionName=test`);
  gate = opened.gate;
  expect(opened.connectionString).toBe(`esdb://127.0.0.1:${gate.port}?tls=false&connectionName=test`);
  client = connect(gate.port, '127.0.0.1');
  await once(client, 'connect');
});

afterEach(async () => {
  client.destroy();
  await gate.close();
  echo.close();
});

describe('a gate', () => {
  it('lets through what comes and goes', async () => expect(await answerTo('there and back')).toBe('there and back'));

  it('is late where it is told to be, each time another while, until it is told otherwise', async () => {
    const times: number[] = [];
    gate.delay(40);
    for (let round = 0; round < 10; round += 1) {
      const begun = performance.now();
      await answerTo('late');
      times.push(performance.now() - begun);
    }
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(10);
    gate.delay(0);
    expect(await answerTo('on time')).toBe('on time');
  });

  it('keeps the order of what a connection carries, also where a hold-up ends while something is late', async () => {
    const sent = Array.from({ length: 40 }, (_, n) => `${n} `);
    gate.delay(20);
    let answer = '';
    client.on('data', (bytes: Buffer) => (answer += String(bytes)));
    for (const piece of sent) {
      client.write(piece);
      await turn();
      gate.letThrough();
      await turn();
    }
    while (answer.length < sent.join('').length) await once(client, 'data');
    expect(answer).toBe(sent.join(''));
  });

  it('tells how many connections it broke', async () => {
    await answerTo('there and back');
    const broken = once(client, 'error');
    expect(gate.breakAll()).toBe(1);
    expect(gate.breakAll()).toBe(0);
    expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
  });
});
