import { freePort } from '../../../libs/event-sourcing/src/embedded-postgres/free-port';
import { KafkaServer } from '../../brokers/kafka-server';
import { type Network, Toxiproxy } from '../../network/toxiproxy';
import { BreakableServer } from '../breakable-server';
import type { Networked } from './plan';

/** The servers of an installation, which are its own, and the networks by which its services reach them. Whoever looks on goes straight. */
export class Servers {
  private constructor(
    readonly postgres: BreakableServer,
    readonly kafka: KafkaServer,
    readonly networks: Readonly<Record<Networked, Network>>,
    private readonly toxiproxy: Toxiproxy,
  ) {}

  static async start(): Promise<Servers> {
    const begun: (() => Promise<void>)[] = [];
    try {
      const toxiproxy = await Toxiproxy.start();
      begun.push(() => toxiproxy.stop());
      const port = await freePort();
      const toKafka = await toxiproxy.networkTo(port);
      const kafka = await KafkaServer.start({ port, advertised: toKafka.port });
      begun.push(() => kafka.stop());
      const postgres = await BreakableServer.start();
      begun.push(() => postgres.end());
      const toPostgres = await toxiproxy.networkTo(Number(new URL(postgres.appUrl).port));
      return new Servers(postgres, kafka, { PostgreSQL: toPostgres, Kafka: toKafka }, toxiproxy);
    } catch (error) {
      await Promise.all(begun.map((end) => end()));
      throw error;
    }
  }

  /** PostgreSQL as its services reach it, as the application. */
  get databaseUrl(): string {
    const url = new URL(this.postgres.appUrl);
    url.port = String(this.networks.PostgreSQL.port);
    return url.href;
  }

  /** Kafka as its services reach it. */
  get brokers(): string {
    return `127.0.0.1:${this.networks.Kafka.port}`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.postgres.end(), this.kafka.stop()]);
    await this.toxiproxy.stop();
  }
}
