import { deepEqual, ok } from 'node:assert/strict';
import { endings, type NoticeType } from '@ttg/councils/notices/notice';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { topicNames } from '@ttg/messaging/topics/topics';
import { readTopic } from '../../../brokers/topic-reader';
import { councils, type She } from '../her-referral';
import type { Installation } from '../installation';

export interface Notice {
  readonly id: string;
  readonly referralId: string;
  readonly council: string;
  readonly type: NoticeType;
  readonly silenced: boolean;
  /** The order in which they were let out. */
  readonly sequence: number;
}

const noticesStatement = `
  select notice_id as id, referral_id as "referralId", council, type, silenced, sequence::integer
  from exchange.notices
  order by sequence`;

/** What the gate has let out. */
export const noticesLetOut = (installation: Installation): Promise<readonly Notice[]> =>
  installation.rows<Notice>(noticesStatement);

/** The gate has let out what the women did, each thing once and in order, and nothing of what came after a withdrawal. */
const letOutOnce = (notices: readonly Notice[], women: readonly She[]): void => {
  for (const { ids, council, told } of women) {
    const hers = notices.filter(({ referralId }) => referralId === ids['referralId']);
    deepEqual(
      hers.map(({ type }) => type),
      told,
      `Referral ${ids['referralId']} was told otherwise.`,
    );
    ok(
      hers.every((notice) => notice.council === council),
      `Referral ${ids['referralId']} was told to another council.`,
    );
  }
};

/** What stands on a council's topic, each message as the notice that it is. */
export const onTopic = async (
  { topics }: Installation,
  council: (typeof councils)[number],
  notices: readonly Notice[],
): Promise<readonly Notice[]> => {
  const messages = await readTopic(openKafka(topics), topicNames(topics.topicPrefix).council(council));
  return messages.map(({ key, headers }) => {
    const id = String(headers?.['ce_id']);
    const notice = notices.find((one) => one.id === id);
    ok(notice?.council === council, `Notice ${id} is on the topic of ${council} and is not for it.`);
    deepEqual([key?.toString(), String(headers?.['ce_type'])], [notice.referralId, notice.type]);
    return notice;
  });
};

/**
 * In the order of the gate. What comes again comes after the last that was there, in order once more and up to it, but for what was
 * silenced meanwhile.
 */
export const inOrder = (messages: readonly Notice[]): void => {
  const seen = new Map<number, Notice>();
  let last = 0;
  const isComplete = (): boolean => [...seen.values()].every(({ sequence, silenced }) => sequence <= last || silenced);
  for (const notice of messages) {
    const { sequence } = notice;
    const comesAgain = seen.has(sequence) && sequence > last;
    const isNew = [...seen.keys()].every((one) => one < sequence);
    const startsAgain = seen.has(sequence) || isNew;
    ok(comesAgain || (startsAgain && isComplete()), `Notice ${sequence} came after ${last}, and others were missing.`);
    seen.set(sequence, notice);
    last = sequence;
  }
  ok(isComplete(), `What came again ended with ${last}, before the last that was there.`);
};

/** Once an ending has gone, nothing of before it goes any more, nor anything else until she agrees again. */
export const nothingAfterWithdrawal = (messages: readonly Notice[]): void => {
  const ended = new Map<string, Notice>();
  for (const notice of messages) {
    const { referralId, type, sequence } = notice;
    const end = ended.get(referralId);
    ok(!end || sequence >= end.sequence, `Notice ${sequence} went to a council after withdrawal ${end?.sequence}.`);
    const isOver = end && !messages.some((one) => isAgreement(one, end) && one.sequence <= sequence);
    ok(!isOver || sequence === end.sequence, `Notice ${sequence} went after she had withdrawn.`);
    if (endings.includes(type)) ended.set(referralId, notice);
  }
};

const isAgreement = ({ referralId, type, sequence }: Notice, end: Notice): boolean =>
  referralId === end.referralId && type === 'council.agreement-given-again' && sequence > end.sequence;

/** Councils are told what they must be, and nothing after a withdrawal's position. */
export const councilsAreToldWhatTheyMay = async (installation: Installation, women: readonly She[]): Promise<void> => {
  const notices = await noticesLetOut(installation);
  letOutOnce(notices, women);
  ok(
    notices.some(({ type }) => endings.includes(type)),
    'Nobody withdrew her agreement: nothing was shown.',
  );
  for (const council of councils) {
    const messages = await onTopic(installation, council, notices);
    inOrder(messages);
    nothingAfterWithdrawal(messages);
    const sent = new Set(messages.map(({ id }) => id));
    const missing = notices.filter((notice) => notice.council === council && !notice.silenced && !sent.has(notice.id));
    deepEqual(missing, [], 'A notice never went.');
  }
};
