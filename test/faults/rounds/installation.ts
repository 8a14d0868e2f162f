import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import type { KafkaSettings } from '@ttg/messaging';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import { topicNames, topicsOf } from '@ttg/messaging/topics/topics';
import { Pool } from 'pg';
import type { KafkaServer } from '../../brokers/kafka-server';
import { kill } from '../../brokers/killable';
import { type Deployed, deploy } from '../../services/deployed';
import { servicesBelow } from '../../services/processes';
import { entryOf } from '../../support/build';
import type { AppEnvironment } from '../../support/built-app';
import type { BreakableServer } from '../breakable-server';
import { CouncilReceiver } from './council-receiver';
import { councils } from './her-referral';
import type { Killable, Receiver, Server } from './plan';
import { Servers } from './servers';

/** Everything as it runs in earnest, each part a process of its own, and nothing of it anybody else's: it is there to be broken. */
export class Installation {
  /** Readiness processes beside the one that the supervisor keeps. */
  readonly more: ChildProcess[] = [];
  private readonly underWay = new Map<Server, Promise<void>>();
  private opened: { readonly pool: Pool; readonly store: PostgresEventStore } | undefined;

  private constructor(
    private readonly servers: Servers,
    readonly topics: KafkaSettings,
    readonly env: AppEnvironment,
    /** Of each council one: it is registered by whoever plays. */
    readonly receivers: readonly CouncilReceiver[],
    private readonly services: Deployed,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Installation> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-rounds-'));
    const servers = await Servers.start();
    try {
      const topics = { brokers: [servers.kafka.brokers], clientId: 'ttg-test', topicPrefix: 'ttg' };
      await makeTopics(topics);
      const env = environment(servers, folder);
      const services = await deploy(env);
      const receivers = await Promise.all(councils.map((council) => CouncilReceiver.start(council)));
      return new Installation(servers, topics, env, receivers, services, folder);
    } catch (error) {
      await servers.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get postgres(): BreakableServer {
    return this.servers.postgres;
  }

  get kafka(): KafkaServer {
    return this.servers.kafka;
  }

  /** Between its services and its servers. */
  get networks(): Servers['networks'] {
    return this.servers.networks;
  }

  get url(): string {
    return this.services.url;
  }

  /** What its processes have said. */
  get said(): string {
    return this.services.output();
  }

  /** The event store, looked at from outside. */
  get store(): PostgresEventStore {
    return this.open().store;
  }

  /** @returns nothing while the supervisor waits to start it again. */
  pidOf(service: Killable): number | undefined {
    return servicesBelow(this.services.pid).find(({ runs }) => runs === service)?.pid;
  }

  /** One more readiness process, which reads the whole topic in a consumer group of its own, and leads what nobody leads. */
  startReadiness(): void {
    const env = { ...process.env, ...this.env, PORT: '0', HOST: '127.0.0.1' };
    this.more.push(spawn(process.execPath, [entryOf('readiness')], { stdio: 'ignore', env }));
  }

  receiver(which: Receiver): CouncilReceiver {
    const receiver = this.receivers[which === 'first receiver' ? 0 : 1];
    if (!receiver) throw new Error('Each of two councils has a receiver.');
    return receiver;
  }

  /** From now on its wall clock is wrong by so many hours. */
  skew(service: Killable, hours: number): void {
    writeFileSync(join(this.folder, 'skew', service), String(hours));
  }

  /** Whether what was done to it before is over. */
  isBack(server: Server): boolean {
    return !this.underWay.has(server);
  }

  /** Begins what is done to a server; nobody waits for its end before the faults end. */
  begin(to: Server, work: () => Promise<void>): void {
    const doing = work().then(() => void this.underWay.delete(to));
    // Should it fail, it is said when the faults end.
    doing.catch(() => undefined);
    this.underWay.set(to, doing);
  }

  /** Ends the faults: servers are back, every clock is right again, and nobody runs beside the services. */
  async heal(): Promise<void> {
    rmSync(join(this.folder, 'skew'), { recursive: true, force: true });
    mkdirSync(join(this.folder, 'skew'));
    await Promise.all(this.more.splice(0).map(kill));
    await Promise.all(this.underWay.values());
  }

  /** Rows, as whoever may see everything. */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.postgres.asSuperuser(async (client) => (await client.query<Row>(sql, [...parameters])).rows);
  }

  async remove(): Promise<void> {
    await this.heal().catch(() => undefined);
    await this.close();
    await this.services.remove();
    await Promise.all([this.servers.stop(), ...this.receivers.map((receiver) => receiver.close())]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private open() {
    if (this.opened) return this.opened;
    const pool = new Pool({ connectionString: this.postgres.appUrl, max: 3 });
    pool.on('error', () => undefined);
    this.opened = { pool, store: new PostgresEventStore(pool) };
    return this.opened;
  }

  private async close(): Promise<void> {
    this.opened?.store.close();
    await this.opened?.pool.end();
  }
}

const key = (): string => randomBytes(32).toString('base64');

const environment = (servers: Servers, folder: string): AppEnvironment => {
  const clock = join(folder, 'skewed-clock.cjs');
  copyFileSync(join(__dirname, 'skewed-clock.cjs'), clock);
  mkdirSync(join(folder, 'skew'));
  return {
    DATABASE_URL: servers.databaseUrl,
    MASTER_KEY: key(),
    INDEX_KEY: key(),
    DEMO: 'on',
    KAFKA_BROKERS: servers.brokers,
    READINESS_FED_BY: 'kafka',
    WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
    NODE_OPTIONS: `--require ${clock}`,
  };
};

/** Only those that are written to: a broker of one node takes a while for three hundred. */
const makeTopics = async (settings: KafkaSettings): Promise<void> => {
  const names = topicNames(settings.topicPrefix);
  const wanted = [names.events, names.alerts, ...councils.map((council) => names.council(council))];
  const topics = topicsOf(settings.topicPrefix).filter(({ name }) => wanted.includes(name));
  await ensureTopics(openKafka(settings), topics, { replication: 1 });
};
