import { randomUUID } from 'node:crypto';
import { EventStore } from '@ttg/event-sourcing';
import type { KafkaSettings } from '@ttg/messaging';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import { topicNames, topicsOf } from '@ttg/messaging/topics/topics';
import { Measures, ObservabilityModule } from '@ttg/observability';
import type { GssCode } from '@ttg/reference';
import { type Message, Partitioners, type Producer } from 'kafkajs';
import { Client } from 'pg';
import type { AnswersErrand } from '../../../../test/brokers/answers-process';
import { kill, startKillable } from '../../../../test/brokers/killable';
import { brokersOfThisRun } from '../../../../test/brokers/relay-bed';
import { type Answer, type ContextApp, keys } from '../../../../test/contexts/context-app';
import { receive, sendReferral } from '../../../../test/contexts/housing';
import { startCouncils } from '../../../../test/councils/councils-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';

jest.setTimeout(90_000);

const [southwark, camden] = ['E09000028' as GssCode, 'E09000007' as GssCode];
const attempted = 'housing.contact-attempted';

describe('what councils answer on Kafka', () => {
  let database: TestDatabase;
  let owner: Client;
  let kafka: KafkaSettings;
  let producer: Producer;
  /** Takes requests, and reads nothing from Kafka. */
  let context: ContextApp;
  let referralId: string;
  const readers: ContextApp[] = [];

  const topicOf = (council: GssCode): string => topicNames(kafka.topicPrefix).answers(council);
  const attempt = (id: string = randomUUID(), type = 'council.contact-attempt'): Message => ({
    value: JSON.stringify({ referralId, how: 'phone', outcome: 'no-answer' }),
    headers: {
      ...{ ce_specversion: '1.0', ce_id: id, ce_source: 'urn:synthetic', ce_type: type },
      'content-type': 'application/json',
    },
  });
  const write = (council: GssCode, messages: Message[]) => producer.send({ topic: topicOf(council), messages });
  const attempts = async (): Promise<number> => {
    const events = await context.app.get(EventStore).readStream(`dutyToRefer-${referralId}`);
    return events.filter(({ type }) => type === attempted).length;
  };
  const startReader = async (): Promise<ContextApp> => {
    const reader = await startCouncils(database, kafka, [ObservabilityModule.forRoot({ service: 'synthetic' })]);
    readers.push(reader);
    return reader;
  };
  const parked = async () => {
    const answer = await context.as('administrator').get('/api/v1/councils/answers').expect(200);
    return ((answer as Answer).body as { answers: Record<string, unknown>[] }).answers;
  };
  const readingOf = async ({ app }: ContextApp): Promise<string | undefined> =>
    /^ttg_consumer_group_reading\{consumer_group="council-answers"\} (\d)$/m.exec(await app.get(Measures).text())?.[1];
  const stateOf = async (reader: ContextApp): Promise<string> =>
    ((await reader.as('administrator').get('/health/councils')) as { body: { state: string } }).body.state;

  beforeAll(async () => {
    database = await testDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    kafka = {
      brokers: brokersOfThisRun().split(','),
      clientId: 'ttg-test',
      topicPrefix: `ttg-test-${randomUUID().slice(0, 8)}`,
    };
    const wanted = [topicOf(southwark), topicOf(camden)];
    const topics = topicsOf(kafka.topicPrefix).filter(({ name }) => wanted.includes(name));
    await ensureTopics(openKafka(kafka), topics, { replication: 1 });
    producer = openKafka(kafka).producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    context = await startCouncils(database);
    await context.goTo('2027-02-02');
  });
  beforeEach(async () => {
    referralId = await sendReferral(context, await receive(context));
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) await reader.close();
  });
  afterAll(async () => {
    await producer.disconnect();
    await context.close();
    await owner.end();
    await database.drop();
  });

  it('is recorded once where the process dies between recording it and saying that it was', async () => {
    const between = 7633099;
    await owner.query(`
      create function public.wait_between() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(${between}); return new; end $$;
      create trigger between before update on exchange.answer_offsets for each row execute function public.wait_between();
      select pg_advisory_lock(${between})`);
    const errand: AnswersErrand = { databaseUrl: database.appUrl, keys, kafka };
    const child = startKillable('answers-process.ts', errand);
    try {
      await write(southwark, [attempt(), attempt()]);
      await eventually(async () => expect(await attempts()).toBe(1), 40_000);
    } finally {
      await kill(child);
    }
    await owner.query(`select pg_advisory_unlock(${between}); drop trigger between on exchange.answer_offsets`);
    await startReader();
    await eventually(async () => expect(await attempts()).toBe(2), 30_000);
    await write(southwark, [attempt()]);
    await eventually(async () => expect(await attempts()).toBe(3), 10_000);
    expect(await parked()).toEqual([]);
  });

  it('is taken in its order and once, whatever stands before it, and who speaks is told by the topic', async () => {
    await startReader();
    const before = await attempts();
    const twice = attempt();
    const poison: Message[] = [
      { value: null },
      { value: Buffer.from([0xff, 0xfe, 0x00]), headers: { ce_id: Buffer.from([0xff]) } },
      { ...attempt(), value: `{"referralId":"${referralId}",` },
      attempt(randomUUID(), 'council.gossip'),
      { ...attempt(), headers: { ...attempt().headers, ce_source: southwark, council: southwark, ce_id: 'two words' } },
    ];
    await write(camden, [attempt()]);
    await write(southwark, [twice, ...poison, twice, attempt()]);
    await eventually(async () => expect(await attempts()).toBe(before + 2), 20_000);
    await eventually(async () => expect(await parked()).toHaveLength(6));
    const codes = (await parked()).map(({ council, code }) => `${String(council)} ${String(code)}`);
    expect(codes.sort()).toEqual([
      `${camden} not-found`,
      ...Array.from({ length: 5 }, () => `${southwark} malformed-message`),
    ]);
  });

  it('is read by one process at a time: another goes on where it ends, and nothing is lost or repeated', async () => {
    const pair = [await startReader(), await startReader()];
    const states = () => Promise.all(pair.map(stateOf));
    await eventually(async () => expect((await states()).sort()).toEqual(['reading', 'waiting']), 20_000);
    await eventually(async () => expect((await Promise.all(pair.map(readingOf))).sort()).toEqual(['0', '1']), 20_000);
    const messages = Array.from({ length: 60 }, () => attempt());
    const first = pair[(await states()).indexOf('reading')];
    await write(southwark, messages.slice(0, 40));
    await eventually(async () => expect(await attempts()).toBeGreaterThan(0));
    await first?.close();
    if (first) readers.splice(readers.indexOf(first), 1);
    await write(southwark, [...messages.slice(20, 40), ...messages.slice(40)]);
    await eventually(async () => expect(await attempts()).toBe(60), 30_000);
  });
});
