import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import type { TestDatabase } from '../postgres/database';
import { type AppEnvironment, type EndedApp, runApp, type RunningApp, startApp } from '../support/built-app';
import { type Compose, type ComposeService, inOrder, readCompose } from './compose';

/** The processes of docker-compose.yml on this machine: its programs with its environment, where names of its network are places here. */
export class Composed {
  readonly running = new Map<string, RunningApp>();
  private readonly compose: Compose;
  private readonly folder = mkdtempSync(join(tmpdir(), 'ttg-compose-'));

  /** @param dotEnv what stands in `.env`; nothing stands in the place of Kafka where it names none */
  constructor(
    private readonly database: TestDatabase,
    dotEnv: AppEnvironment = {},
  ) {
    this.compose = readCompose({ dotEnv: { DEMO_WOMEN: '2', ...dotEnv } });
  }

  /** Starts those of them that are ours, each after those that it waits for. @throws Error with what one printed that failed */
  async start(isMeant: (name: string) => boolean = () => true): Promise<void> {
    for (const name of inOrder(this.compose)) {
      const service = this.compose.services[name];
      if (!service?.build || !isMeant(name)) continue;
      if (!isOnce(service)) this.running.set(name, await startApp(await this.startOf(service)));
      else await this.runOnce(name);
    }
  }

  /** Runs what is done once. @throws Error with what it printed where it failed */
  async runOnce(name: string): Promise<EndedApp> {
    const service = this.compose.services[name];
    if (!service) throw new Error(`There is no ${name}.`);
    const ended = await runApp(await this.startOf(service));
    if (ended.exitCode !== 0) throw new Error(`${name} ended with ${ended.exitCode}:\n${ended.output}`);
    return ended;
  }

  async stop(): Promise<void> {
    for (const app of [...this.running.values()].reverse()) await app.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startOf(service: ComposeService) {
    const [program = '', ...args] = service.command ?? [];
    return { env: await this.environmentOf(service), program: join(__dirname, '../..', program), args };
  }

  /** The environment of a container, with ports of its own as each container has them. */
  private async environmentOf({ environment = {} }: ComposeService): Promise<AppEnvironment> {
    const told = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, this.translate(value)]));
    const ports = { PORT: '0', ...(told['METRICS_PORT'] && { METRICS_PORT: String(await freePort()) }) };
    return { ...told, ...ports, HOST: '127.0.0.1', METRICS_HOST: '127.0.0.1' };
  }

  /** What a name of the containers' network is here. */
  private translate(value: string): string {
    const role = /^postgresql:\/\/ttg_(\w+):[^@]+@postgres:/.exec(value)?.[1];
    if (role) return this.urlAs(role);
    const service = /^http:\/\/(\w+):3000$/.exec(value)?.[1];
    // The one that is not started here is somewhere where nobody answers.
    if (service && service !== 'localhost') return this.running.get(service)?.url ?? 'http://127.0.0.1:9';
    if (value === 'kafka:9092') return '';
    return value.replace('/var/lib/ttg', this.folder);
  }

  private urlAs(role: string): string {
    const { appUrl: app, ownerUrl: owner, maintenanceUrl: maintenance } = this.database;
    const url = new Map(Object.entries({ app, owner, maintenance })).get(role);
    if (!url) throw new Error(`Nobody is called ttg_${role}.`);
    return url;
  }
}

const isOnce = ({ command = [] }: ComposeService): boolean => !command[0]?.endsWith('main.js');
