import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../libs/event-sourcing/src/embedded-postgres/free-port';
import { classPathOf } from './artefacts';
import { BoundProcess } from './bound-process';

const startsWithinMs = 30_000;
const stopsWithinMs = 10_000;

/** ElasticMQ, which speaks as Amazon SQS does: on a free port, with its queues in memory. */
export class ElasticMqServer {
  private server: BoundProcess | undefined;

  private constructor(
    readonly url: string,
    private readonly port: number,
    private readonly folder: string,
    private readonly classPath: string,
  ) {}

  static async start(): Promise<ElasticMqServer> {
    const classPath = await classPathOf('elasticmq');
    const folder = mkdtempSync(join(tmpdir(), 'ttg-test-elasticmq-'));
    const port = await freePort();
    const elasticMq = new ElasticMqServer(`http://127.0.0.1:${port}`, port, folder, classPath);
    await elasticMq.restart();
    return elasticMq;
  }

  /** Starts it again where it was, without a queue; resolves when it answers. */
  async restart(): Promise<void> {
    const address = ['-Dnode-address.host=127.0.0.1', `-Dnode-address.port=${this.port}`];
    const listens = [
      '-Drest-sqs.bind-hostname=127.0.0.1',
      `-Drest-sqs.bind-port=${this.port}`,
      '-Drest-stats.enabled=false',
    ];
    const java = ['java', '-Xmx128m', '-XX:TieredStopAtLevel=1', ...address, ...listens, '-cp', this.classPath];
    const server = await BoundProcess.start([...java, 'org.elasticmq.server.Main'], this.folder);
    this.server = server;
    const deadline = performance.now() + startsWithinMs;
    while (!(await this.answers())) {
      server.check();
      if (performance.now() > deadline) throw new Error(`ElasticMQ does not answer on ${this.url}.`);
      await wait(50);
    }
  }

  /** Ends it in order and takes away all it wrote. */
  async stop(): Promise<void> {
    await this.server?.stop(stopsWithinMs);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The power goes, and with it every queue. */
  async kill(): Promise<void> {
    await this.server?.kill();
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/?Action=ListQueues`)).ok;
    } catch {
      return false;
    }
  }
}
