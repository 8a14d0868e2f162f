import { readFileSync } from 'node:fs';
import { endings } from '@ttg/councils/notices/notice';
import { topicNames } from '@ttg/messaging';
import { fromMessage } from '@ttg/messaging/cloud-events/event-message';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import type { GssCode } from '@ttg/reference';
import { type Read, readTopic } from '../brokers/topic-reader';
import { goWrong, whatWentWrong } from '../observability/go-wrong';
import { eventually } from '../projections/kernel-under-test';
import { camden, southwark } from '../stories/support/who';
import { afterTheStories, ofThoseTold } from './known-to-hmpps';
import { allSent, readPlaying } from './playing';
import { tellOfAll } from './told-by-hmpps';

jest.setTimeout(240_000);

/** The stories are over. What they have left on Kafka, and in the logs of those on whom they were played. */
describe('when the stories are over', () => {
  const { brokers, topicPrefix, printed } = readPlaying();
  const kafka = openKafka({ brokers: brokers.split(','), clientId: 'ttg-test', topicPrefix });
  const names = topicNames(topicPrefix);
  const url = process.env.STORIES_URL ?? '';
  /** Before anything is asked here. */
  const sent = allSent();
  const attribute = ({ headers }: Read, name: string): string | undefined => headers?.[`ce_${name}`]?.toString();

  it('all that they wrote is on the topic of events, and nothing that was written before it is missing', async () => {
    const written = sent.flatMap(({ position }) => (position === undefined ? [] : [position]));
    expect(written.length).toBeGreaterThan(100);
    await eventually(async () => {
      const reading: unknown = await (await fetch(`${url}/health/relay`)).json();
      expect(reading).toMatchObject({ events: 0, position: expect.any(String) as string });
    }, 60_000);
    const read = await readTopic(kafka, names.events);
    const there = new Set(read.map((message) => fromMessage(message).position as string));
    expect(written.filter((position) => !there.has(position))).toEqual([]);
    // Each names the one before it: only the first has none.
    const before = read.map((message) => [fromMessage(message).position, attribute(message, 'previous')] as const);
    const firsts = before.flatMap(([position, previous]) => (previous === undefined ? [position] : []));
    expect(new Set(firsts).size).toBe(1);
    expect(before.filter(([, previous]) => previous !== undefined && !there.has(previous))).toEqual([]);
    expect(new Set(read.map(({ partition }) => partition)).size).toBeGreaterThan(1);
  });

  it('each council was told on its own topic of the referrals that were made to it', async () => {
    const made = sent.flatMap(({ path, status }) => {
      const referral = /\/housing\/referrals\/([^/]+)\/made$/.exec(path)?.[1];
      return referral && status < 300 ? [referral] : [];
    });
    expect(made.length).toBeGreaterThan(3);
    let notices: { type?: string; about: string }[] = [];
    await eventually(async () => {
      const read = await Promise.all(
        [southwark, camden].map((code) => readTopic(kafka, names.council(code as GssCode))),
      );
      notices = read
        .flat()
        .map((message) => ({ type: attribute(message, 'type'), about: message.value?.toString() ?? '' }));
      // Where she changed her mind before the first notice had gone, that one is silenced and its council told of the end alone.
      const first: readonly (string | undefined)[] = ['council.referral-made', ...endings];
      const told = notices.flatMap(({ type, about }) => (first.includes(type) ? [about] : []));
      expect(made.filter((referral) => !told.some((about) => about.includes(referral)))).toEqual([]);
      const types = notices.map(({ type }) => type);
      const some = ['council.referral-made', 'council.release-changed', 'council.agreement-withdrawn'];
      expect(types).toEqual(expect.arrayContaining(some));
    }, 60_000);
    for (const { about } of notices) expect(Object.keys(JSON.parse(about) as object)).toEqual(['detailUrl']);
  });

  it('what HMPPS tells is taken, and acted on or kept with why it was not', () => tellOfAll(url, afterTheStories));

  it('the logs of the whole run have no name, number, address or word of any woman, and no secret of a council', async () => {
    await goWrong(url);
    const hers = new Set([...allSent().flatMap(({ personal }) => personal), ...ofThoseTold]);
    expect([...hers]).toEqual(expect.arrayContaining([...whatWentWrong, 'Synthetic', '1991-05-04', '07700 900123']));
    expect(hers.size).toBeGreaterThan(50);
    // What a council's client shows, and what it is given for it.
    expect(sent.find(({ path }) => path === '/oauth/token')?.personal).toHaveLength(2);
    const log = readFileSync(printed, 'utf8');
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.length).toBeGreaterThan(200);
    // Of every process that heard of her.
    const told = new Set(lines.map((line) => /"service":"([a-z-]+)"/.exec(line)?.[1]));
    const all = ['custody', 'housing', 'health', 'readiness'];
    expect([...told]).toEqual(expect.arrayContaining(told.has('all-in-one') ? ['all-in-one'] : all));
    const leaks = lines.filter((line) => [...hers].some((value) => line.includes(value)));
    expect(leaks).toEqual([]);
    expect([...hers].filter((value) => log.includes(value))).toEqual([]);
  });
});
