import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const clusterId = 'VGhyb3VnaFRoZUdhdGUtMg';
/** Of files that are gone when the test is. */
const storePassword = 'of-the-test';
const administrator = 'admin';

/** Known for as long as the test runs. */
export const passwordOf = (user: string): string => `${user}-password`;

/**
 * A Kafka as a cluster is that others share: TLS with a certificate of its own making, users by SCRAM-SHA-512, and nobody may do
 * anything that no ACL allows.
 */
export class SecuredKafka {
  private constructor(
    readonly brokers: string,
    /** A file with what its certificate is trusted by. */
    readonly authority: string,
    private readonly folder: string,
    private readonly server: BoundProcess,
  ) {}

  /** @param users whom it knows beside its administrator, by `passwordOf` */
  static async start(users: readonly string[]): Promise<SecuredKafka> {
    const classPath = await classPathOf('kafka');
    const folder = mkdtempSync(join(tmpdir(), 'ttg-test-secured-kafka-'));
    await makeCertificate(folder);
    const port = await freePort();
    writeFileSync(join(folder, 'server.properties'), serverSettings(folder, port, await freePort()));
    writeFileSync(join(folder, 'admin.properties'), clientSettings(folder));
    const known = [administrator, ...users].flatMap((user) => [
      '--add-scram',
      `SCRAM-SHA-512=[name=${user},password=${passwordOf(user)}]`,
    ]);
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', 'server.properties', ...known];
    await run('java', ['-Xmx128m', '-cp', classPath, ...format], { cwd: folder });
    const java = ['java', '-Xmx384m', '-XX:TieredStopAtLevel=1', '-cp', classPath];
    const server = await BoundProcess.start([...java, 'kafka.Kafka', 'server.properties'], folder);
    const kafka = new SecuredKafka(`127.0.0.1:${port}`, join(folder, 'authority.pem'), folder, server);
    await kafka.untilItAnswers();
    return kafka;
  }

  /** @returns a client that trusts it, as one of its users. */
  as(user = administrator): Kafka {
    return new Kafka({
      brokers: [this.brokers],
      ssl: { ca: [readFileSync(this.authority, 'utf8')] },
      sasl: { mechanism: 'scram-sha-512', username: user, password: passwordOf(user) },
      retry: { retries: 3, initialRetryTime: 50 },
      logLevel: logLevel.NOTHING,
    });
  }

  /** Runs lines of what `ttg topics acls` prints, as an operator does: with Kafka's own command, as its administrator. */
  async run(lines: readonly string[]): Promise<void> {
    const classPath = `${await classPathOf('kafka')}:${await classPathOf('kafka-tools')}`;
    const java = `java -Xmx96m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ${classPath} org.apache.kafka.tools.AclCommand`;
    const env = {
      ...process.env,
      KAFKA: `${java} --bootstrap-server ${this.brokers} --command-config ${join(this.folder, 'admin.properties')}`,
    };
    // In no order, and some at a time: what each allows, it allows by itself.
    const left = [...lines];
    const runSome = async (): Promise<void> => {
      for (let line = left.pop(); line !== undefined; line = left.pop())
        await run('sh', ['-efc', line], { env, timeout: startsWithinMs });
    };
    await Promise.all([runSome(), runSome(), runSome()]);
  }

  async stop(): Promise<void> {
    await this.server.stop(stopsWithinMs);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async untilItAnswers(): Promise<void> {
    const deadline = performance.now() + startsWithinMs;
    while (!(await this.answers())) {
      this.server.check();
      if (performance.now() > deadline) throw new Error(`Kafka does not answer on ${this.brokers}.`);
      await wait(100);
    }
  }

  private async answers(): Promise<boolean> {
    const admin = this.as().admin({ retry: { retries: 0 } });
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

/** Signed by itself, and so its own authority. */
const makeCertificate = async (folder: string): Promise<void> => {
  const store = ['-keystore', join(folder, 'broker.p12'), '-storetype', 'PKCS12', '-storepass', storePassword];
  const pair = ['-genkeypair', '-alias', 'broker', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2'];
  const names = ['-dname', 'CN=Through the Gate test', '-ext', 'san=ip:127.0.0.1', '-ext', 'bc:c=ca:true'];
  await run('keytool', [...pair, ...names, ...store]);
  await run('keytool', ['-exportcert', '-rfc', '-alias', 'broker', '-file', join(folder, 'authority.pem'), ...store]);
};

const asAdministrator = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${administrator}" password="${passwordOf(administrator)}";`;

const clientSettings = (folder: string): string => `
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=${asAdministrator}
ssl.truststore.type=PEM
ssl.truststore.location=${join(folder, 'authority.pem')}
`;

/** What goes over the controller's port has no user: it is the node's own, and on this machine alone. */
const serverSettings = (folder: string, port: number, controllerPort: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listeners=SASL_SSL://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=SASL_SSL://127.0.0.1:${port}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
inter.broker.listener.name=SASL_SSL
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=${asAdministrator}
ssl.keystore.type=PKCS12
ssl.keystore.location=${join(folder, 'broker.p12')}
ssl.keystore.password=${storePassword}
ssl.key.password=${storePassword}
ssl.truststore.type=PEM
ssl.truststore.location=${join(folder, 'authority.pem')}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:${administrator};User:ANONYMOUS
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
controlled.shutdown.enable=false
`;
