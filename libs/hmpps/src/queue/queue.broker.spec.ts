import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Client } from 'pg';
import { ElasticMqServer } from '../../../../test/brokers/elasticmq-server';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import * as published from '../testing/examples';
import { eventually, HmppsApp } from '../../../../test/contexts/hmpps';
import { StubHmpps } from '../testing/stub-hmpps';

jest.setTimeout(60_000);

let server: ElasticMqServer;
let stub: StubHmpps;
let database: TestDatabase;
let sqs: SQSClient;
let queueUrl: string;
let app: HmppsApp;

beforeAll(async () => {
  // ElasticMQ asks for none, and the client sends none without.
  process.env.AWS_ACCESS_KEY_ID = 'synthetic';
  process.env.AWS_SECRET_ACCESS_KEY = 'synthetic';
  [server, stub, database] = await Promise.all([ElasticMqServer.start(), StubHmpps.start(), testDatabase()]);
  sqs = new SQSClient({ region: 'eu-west-2', endpoint: server.url });
  queueUrl = await newQueue();
  app = await HmppsApp.start({ ...stub.settings, queueUrl }, '2027-03-24', database);
}, 120_000);

afterAll(async () => {
  await app.close();
  sqs.destroy();
  await database.drop();
  await Promise.all([stub.stop(), server.stop()]);
}, 60_000);

const newQueue = async (): Promise<string> => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'hmpps-domain-events' }));
  return String(QueueUrl);
};
const send = (body: object | string) =>
  sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: typeof body === 'string' ? body : JSON.stringify(body) }),
  );

let made = 0;
const newNumber = (): string => `B${String((made += 1)).padStart(4, '0')}ZZ`;

/** How many are there to be taken, and how many were taken and not yet put aside. */
const inQueue = async (): Promise<{ readonly there: number; readonly taken: number }> => {
  const attributes = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
  const { Attributes = {} } = await sqs.send(attributes);
  const { ApproximateNumberOfMessages: there, ApproximateNumberOfMessagesNotVisible: taken } = Attributes;
  return { there: Number(there), taken: Number(taken) };
};

const queueIsEmpty = (): Promise<void> =>
  eventually(async () => expect(await inQueue()).toEqual({ there: 0, taken: 0 }));

const isReceived = (she: string): Promise<void> =>
  eventually(async () => expect(await app.cases(she)).toMatchObject([{ status: 'in-custody' }]));

describe('a message in the queue', () => {
  it('in the envelope of SNS is acted on, and leaves the queue', async () => {
    const she = newNumber();
    stub.prisoner(she);
    await send(published.enveloped(published.received(she, '2027-03-01T10:00:05Z')));
    await isReceived(she);
    await queueIsEmpty();
  });

  it('is acted on once, however often it is delivered', async () => {
    const she = newNumber();
    stub.prisoner(she);
    const message = published.enveloped(published.received(she, '2027-03-01T10:00:05Z'));
    await Promise.all([send(message), send(message), send(message)]);
    await isReceived(she);
    await queueIsEmpty();
    expect(await app.cases(she)).toHaveLength(1);
    expect((await app.inbox()).counts).toContainEqual(expect.objectContaining({ messages: 2, timesReceived: 4 }));
  });

  it('that is none leaves the queue too, and is kept for a person to look at', async () => {
    await send('This is not JSON.');
    await eventually(async () =>
      expect((await app.inbox()).messages).toMatchObject([
        { state: 'given-up', outcome: 'unreadable', cameBy: 'queue' },
      ]),
    );
    await queueIsEmpty();
  });

  it('that could not be kept stays in the queue until it is', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const she = newNumber();
    stub.prisoner(she);
    try {
      await owner.query('alter table hmpps.message add constraint nothing_more check (prisoner is null) not valid');
      await send(published.enveloped(published.received(she, '2027-03-01T10:00:05Z')));
      // Taken, and neither kept nor put aside.
      await eventually(async () => expect(await inQueue()).toMatchObject({ taken: 1 }));
      expect((await app.inbox()).counts).toHaveLength(2);
    } finally {
      await owner.query('alter table hmpps.message drop constraint nothing_more');
      await owner.end();
    }
    await isReceived(she);
    await queueIsEmpty();
  });
});

describe('a queue', () => {
  it('whose server was away is read again', async () => {
    await server.kill();
    await server.restart();
    await newQueue();
    const she = newNumber();
    stub.prisoner(she);
    await send(published.enveloped(published.received(she, '2027-03-01T10:00:05Z')));
    await isReceived(she);
    await queueIsEmpty();
  });

  it('is let go at once when the application stops, and keeps what comes afterwards', async () => {
    const began = performance.now();
    await app.close();
    expect(performance.now() - began).toBeLessThan(10_000);
    await send('for the next');
    const { there, taken } = await inQueue();
    expect(there + taken).toBe(1);
    app = await HmppsApp.start({ ...stub.settings, queueUrl }, undefined, database);
  });
});
