import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../libs/event-sourcing/src/embedded-postgres/free-port';
import { toxiproxyProgram } from '../brokers/artefacts';
import { BoundProcess } from '../brokers/bound-process';

const startsWithinMs = 10_000;
const stopsWithinMs = 5_000;

/** What toxiproxy does to the bytes of a connection, as its HTTP API names it. Milliseconds; KB/s. */
export type Toxic =
  | { readonly type: 'latency'; readonly attributes: { readonly latency: number; readonly jitter: number } }
  | { readonly type: 'bandwidth'; readonly attributes: { readonly rate: number } }
  | { readonly type: 'slow_close'; readonly attributes: { readonly delay: number } }
  /** With 0, bytes are thrown away and the connection stays open: half-open. */
  | { readonly type: 'timeout'; readonly attributes: { readonly timeout: number } }
  | { readonly type: 'reset_peer'; readonly attributes: { readonly timeout: number } };

/** From us to the server, from the server to us. */
const directions = ['upstream', 'downstream'] as const;
export type Direction = (typeof directions)[number];

/** A network between us and one server, that does as it is told. */
export class Network {
  constructor(
    private readonly api: string,
    private readonly name: string,
    /** Where we find the server: on 127.0.0.1. */
    readonly port: number,
  ) {}

  /** From now on, for connections that are open and for new ones. */
  async suffer(toxic: Toxic, ways: readonly Direction[] = directions): Promise<void> {
    for (const stream of ways) {
      const name = `${toxic.type}-${stream}`;
      await ask(`${this.api}/proxies/${this.name}/toxics`, 'POST', { ...toxic, name, stream });
    }
  }

  /** Half-open: connections stay, and nothing comes through. */
  async goSilent(ways?: readonly Direction[]): Promise<void> {
    await this.suffer({ type: 'timeout', attributes: { timeout: 0 } }, ways);
  }

  /** Nothing is there: connections end, and new ones are refused. */
  async goAway(): Promise<void> {
    await ask(`${this.api}/proxies/${this.name}`, 'POST', { enabled: false });
  }

  /** As it should be. What was lost stays lost. */
  async mend(): Promise<void> {
    await ask(`${this.api}/proxies/${this.name}`, 'POST', { enabled: true });
    const toxics = (await ask(`${this.api}/proxies/${this.name}/toxics`, 'GET')) as { name: string }[];
    for (const { name } of toxics) await ask(`${this.api}/proxies/${this.name}/toxics/${name}`, 'DELETE');
  }
}

/** Toxiproxy, in a process of its own: as many networks as are asked for. */
export class Toxiproxy {
  private count = 0;

  private constructor(
    private readonly api: string,
    private readonly server: BoundProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Toxiproxy> {
    const program = await toxiproxyProgram();
    const [folder, port] = [mkdtempSync(join(tmpdir(), 'ttg-test-toxiproxy-')), await freePort()];
    const server = await BoundProcess.start([program, '-host', '127.0.0.1', '-port', String(port)], folder);
    const api = `http://127.0.0.1:${port}`;
    const deadline = performance.now() + startsWithinMs;
    while (!(await answers(api))) {
      server.check();
      if (performance.now() > deadline) throw new Error(`Toxiproxy does not answer on ${api}.`);
      await wait(20);
    }
    return new Toxiproxy(api, server, folder);
  }

  /** @param port of a server on 127.0.0.1, that need not run yet */
  async networkTo(port: number): Promise<Network> {
    const name = `network-${(this.count += 1)}`;
    const made = await ask(`${this.api}/proxies`, 'POST', {
      name,
      listen: '127.0.0.1:0',
      upstream: `127.0.0.1:${port}`,
      enabled: true,
    });
    const { listen } = made as { listen: string };
    return new Network(this.api, name, Number(listen.slice(listen.lastIndexOf(':') + 1)));
  }

  async stop(): Promise<void> {
    await this.server.stop(stopsWithinMs);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const ask = async (url: string, method: string, body?: object): Promise<unknown> => {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`Toxiproxy refuses ${method} ${url}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

const answers = async (api: string): Promise<boolean> => {
  try {
    return (await fetch(`${api}/version`)).ok;
  } catch {
    return false;
  }
};
