import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { topicNames, topicsOf } from '@ttg/messaging';
import { fromMessage } from '@ttg/messaging/cloud-events/event-message';
import { aclScript } from '@ttg/messaging/topics/acls';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import type { GssCode } from '@ttg/reference';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { entryOf } from '../support/build';
import { type RunningApp, startApp } from '../support/built-app';
import { administering, firstOf, producing, refusalOf } from './as-user';
import { appendSome, openRelay } from './relay-bed';
import { passwordOf, SecuredKafka } from './secured-kafka';
import { readTopic } from './topic-reader';

jest.setTimeout(180_000);
Logger.overrideLogger(false);

const prefix = 'ttg';
const names = topicNames(prefix);
const [southwark, leeds] = ['E09000028' as GssCode, 'E08000035' as GssCode];

/** What `ttg topics acls` prints: of the services, and of one council for all. */
const grants = aclScript(prefix)
  .split('\n')
  .flatMap((line) => {
    const [, user] = /^\$KAFKA --add --allow-principal 'User:([^']+)'/.exec(line) ?? [];
    return user === undefined ? [] : [{ user, line }];
  })
  .filter(({ user }) => !user.includes('-council-') || user.endsWith(southwark));
const linesOf = (...users: readonly string[]): readonly string[] =>
  grants.filter(({ user }) => users.includes(user)).map(({ line }) => line);
const users = [...new Set(grants.map(({ user }) => user))];
const [relay, readiness, operator] = [`${prefix}-relay`, `${prefix}-readiness`, `${prefix}-operator`];

let kafka: SecuredKafka;
let database: TestDatabase;
const running: RunningApp[] = [];

beforeAll(async () => {
  [kafka, database] = await Promise.all([SecuredKafka.start(users), testDatabase()]);
});
afterAll(async () => {
  for (const app of running) await app.stop();
  await Promise.all([kafka.stop(), database.drop()]);
});

const keys = { MASTER_KEY: randomBytes(32).toString('base64'), INDEX_KEY: randomBytes(32).toString('base64') };

/** A service as it is built, that is told what an operator sets. */
const start = async (
  service: string,
  user: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningApp> => {
  const env = {
    ...keys,
    ...{ DATABASE_URL: database.appUrl, KAFKA_BROKERS: kafka.brokers, KAFKA_TLS: 'on' },
    ...{ KAFKA_USER: user, KAFKA_PASSWORD: passwordOf(user), NODE_EXTRA_CA_CERTS: kafka.authority },
    ...more,
  };
  const app = await startApp({ env, program: entryOf(service) });
  running.push(app);
  return app;
};

const get = async (app: RunningApp, path: string): Promise<unknown> => (await fetch(`${app.url}${path}`)).json();

const said = ({ output }: RunningApp, sentence: string): number => output().split(sentence).length - 1;

/** It is in the output, without a stack, and at /health for as long as it lasts. */
const expectFault = async (app: RunningApp, part: string, sentence: string): Promise<void> => {
  await eventually(async () => {
    const faults = expect.arrayContaining([{ part, why: sentence }]) as unknown;
    expect(await get(app, '/health')).toMatchObject({ status: 'degraded', faults });
  }, 20_000);
  expect(said(app, sentence)).toBeGreaterThan(0);
  expect(app.output()).not.toMatch(/"stack"|^\s+at /m);
};

describe('a Kafka with TLS, users and ACLs', () => {
  const refused = 'Kafka does not know the user, or not with this password: see KAFKA_USER and KAFKA_PASSWORD.';
  const unknown =
    'The certificate of Kafka is signed by nobody who is trusted here: name a file with its CA in NODE_EXTRA_CA_CERTS.';

  it.each([
    ['a wrong password', { KAFKA_PASSWORD: 'another' }, refused],
    ['a CA that nobody knows', { NODE_EXTRA_CA_CERTS: '' }, unknown],
  ])('is not reached with %s, and the relay says so in a sentence', async (_, more, sentence) => {
    const app = await start('relay', relay, more);
    await expectFault(app, 'relay', sentence);
    expect(await get(app, '/health/relay')).toMatchObject({ state: 'kafka-away', why: sentence });
    // Of each of the two relays once, however often they tried.
    expect(said(app, sentence)).toBeLessThanOrEqual(2);
    await app.stop();
  });

  it('gets its topics from an operator who may do what `ttg topics acls` says', async () => {
    await kafka.run(linesOf(operator));
    const wanted = topicsOf(prefix).filter(
      ({ name }) => !name.includes('.council') || name.includes(southwark) || name.includes(leeds),
    );
    const topics = (): Promise<unknown> => ensureTopics(kafka.as(operator), wanted);
    expect(await topics()).toMatchObject({ created: wanted.map(({ name }) => name) });
    expect(await topics()).toMatchObject({ created: [], changed: [], unchanged: wanted.length });
  });

  it('lets the relay and readiness do nothing without their lines: they say which right is missing, and go on once they have it', async () => {
    const [relaying, reading] = await Promise.all([
      start('relay', relay),
      start('readiness', readiness, { READINESS_FED_BY: 'kafka' }),
    ]);
    await expectFault(
      relaying,
      'relay',
      'Kafka does not coordinate for the user: it is starting, or does not allow it: ttg topics acls says what to allow.',
    );
    await expectFault(
      reading,
      'event store',
      'Kafka does not allow this to the user (TOPIC_AUTHORIZATION_FAILED): ttg topics acls says what to allow.',
    );

    await kafka.run(linesOf(...users.filter((user) => user !== operator)));
    await eventually(async () => {
      for (const app of [relaying, reading])
        expect(await get(app, '/health')).toMatchObject({ status: 'up', faults: [] });
      expect(await get(relaying, '/health/relay')).toMatchObject({ state: 'relaying', events: 0 });
    }, 20_000);
    expect(await statesOfGroups(`${prefix}.readiness.`)).toEqual(['Stable']);
    const writer = openRelay(database.appUrl, { brokers: [], clientId: 'ttg-test', topicPrefix: prefix });
    const ids = await appendSome(writer.store, 3);
    await writer.stop();
    await eventually(async () => expect(await get(relaying, '/health/relay')).toMatchObject({ events: 0 }));
    const published = (await readTopic(kafka.as(), names.events)).map((message) => fromMessage(message).id);
    expect(published).toEqual(expect.arrayContaining(ids));
  });

  it('lets a council read what it is told, and nothing else', async () => {
    const [own, topic] = [kafka.as(`${prefix}-council-${southwark}`), names.council(southwark)];
    await producing(kafka.as(), (producer) => producer.send({ topic, messages: [{ value: 'a test' }] }));
    expect(await firstOf(own, topic, `${topic}.its-system`)).toBe('a test');
    for (const other of [names.council(leeds), names.events, names.alerts])
      expect(await refusalOf(firstOf(own, other, `${topic}.its-system`))).toBe('TOPIC_AUTHORIZATION_FAILED');
    expect(await refusalOf(firstOf(own, topic, 'another-group'))).toBe('KafkaJSGroupCoordinatorNotFound');
  });

  it.each(users)('lets %s write where a line says so, and nowhere else', async (user) => {
    const all = await administering(kafka.as(), (admin) => admin.listTopics());
    const topics = all.filter((topic) => topic.startsWith(`${prefix}.`));
    expect(topics).toContain(names.events);
    await producing(kafka.as(user), async (producer) => {
      for (const topic of topics) {
        const isAllowed = linesOf(user).some((line) => letsWrite(line, topic));
        const refusal = await refusalOf(producer.send({ topic, messages: [{ key: 'a-key', value: 'a test' }] }));
        expect([topic, refusal]).toEqual([topic, isAllowed ? undefined : 'TOPIC_AUTHORIZATION_FAILED']);
      }
    });
  });
});

const letsWrite = (line: string, topic: string): boolean => {
  const [, name = '', prefixed] =
    /--operation Write .*--topic '([^']+)'( --resource-pattern-type prefixed)?/.exec(line) ?? [];
  return name !== '' && (prefixed === undefined ? topic === name : topic.startsWith(name));
};

/** How the consumer groups stand whose names begin so. */
const statesOfGroups = (beginning: string): Promise<readonly string[]> =>
  administering(kafka.as(), async (admin) => {
    const { groups } = await admin.listGroups();
    const ids = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(beginning));
    return (await admin.describeGroups(ids)).groups.map(({ state }) => state);
  });
