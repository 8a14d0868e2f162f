import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { freePort } from '../../libs/event-sourcing/src/embedded-postgres/free-port';
import { classPathOf } from './artefacts';
import { BoundProcess } from './bound-process';

const run = promisify(execFile);
const startsWithinMs = 60_000;
const stopsWithinMs = 20_000;

/** A second way to the broker, that leads through something of a test's own. */
export interface OtherWay {
  /** Where the broker listens for it. */
  readonly port: number;
  /** What it tells those who come by it: they go on from there. */
  readonly advertised: number;
}

/** A real Apache Kafka: one node in KRaft mode, on free ports, in a folder of its own. */
export class KafkaServer {
  private server: BoundProcess | undefined;

  private constructor(
    readonly brokers: string,
    private readonly folder: string,
    private readonly classPath: string,
  ) {}

  static async start(otherWay?: OtherWay): Promise<KafkaServer> {
    const classPath = await classPathOf('kafka');
    const folder = mkdtempSync(join(tmpdir(), 'ttg-test-kafka-'));
    const port = await freePort();
    const settings = join(folder, 'server.properties');
    writeFileSync(settings, serverSettings(folder, port, await freePort(), otherWay));
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings];
    await run('java', ['-Xmx128m', '-cp', classPath, ...format]);
    const kafka = new KafkaServer(`127.0.0.1:${port}`, folder, classPath);
    await kafka.restart();
    return kafka;
  }

  /** Starts it again where it was, with all it had on disk; resolves when it answers. */
  async restart(): Promise<void> {
    const java = ['java', '-Xmx384m', '-XX:TieredStopAtLevel=1', '-cp', this.classPath];
    const server = await BoundProcess.start([...java, 'kafka.Kafka', 'server.properties'], this.folder);
    this.server = server;
    const deadline = performance.now() + startsWithinMs;
    while (!(await this.answers())) {
      server.check();
      if (performance.now() > deadline) throw new Error(`Kafka does not answer on ${this.brokers}.`);
      await wait(100);
    }
  }

  /** Ends it in order and takes away all it wrote. */
  async stop(): Promise<void> {
    await this.shutDown();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends it in order. What it had on disk stays: it can be started again. */
  async shutDown(): Promise<void> {
    await this.server?.stop(stopsWithinMs);
  }

  /** The power goes. What it had on disk stays. */
  async kill(): Promise<void> {
    await this.server?.kill();
  }

  freeze(): void {
    this.server?.freeze();
  }

  thaw(): void {
    this.server?.thaw();
  }

  private async answers(): Promise<boolean> {
    const retry = { retries: 0 };
    const kafka = new Kafka({ brokers: [this.brokers], retry, logLevel: logLevel.NOTHING, connectionTimeout: 1_000 });
    const admin = kafka.admin({ retry });
    try {
      await admin.connect();
      return (await admin.describeCluster()).brokers.length === 1;
    } catch {
      return false;
    } finally {
      await admin.disconnect();
    }
  }
}

/** Any one will do: there is one cluster in a folder. */
const clusterId = 'VGhyb3VnaFRoZUdhdGUtMQ';

/** One node stands for all: what is kept three times elsewhere is kept once. */
const serverSettings = (folder: string, port: number, controllerPort: number, otherWay?: OtherWay): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${otherWay ? `,OTHER://127.0.0.1:${otherWay.port}` : ''}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}${otherWay ? `,OTHER://127.0.0.1:${otherWay.advertised}` : ''}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OTHER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=3
group.initial.rebalance.delay.ms=0
controlled.shutdown.enable=false
# One that was killed may come back as soon as it is missed: after nine seconds, were it for the usual settings.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
`;
