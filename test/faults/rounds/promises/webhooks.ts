import { deepEqual, ok } from 'node:assert/strict';
import type { Heard } from '../council-receiver';
import type { Installation } from '../installation';
import { type Notice, noticesLetOut, nothingAfterWithdrawal, onTopic } from './councils';

/**
 * A receiver has taken what stands on its council's topic, and heard nothing that may not be said. Of their order nothing is promised
 * (docs/councils.md), but for a withdrawal: nothing of before it comes after it. What was silenced may have gone one way and not the other.
 * @param heard in the order in which it came
 * @param told what stands on the topic
 * @param notices all that the gate let out to this council
 */
export const heardWhatTheTopicTold = (
  heard: readonly Heard[],
  told: readonly Notice[],
  notices: readonly Notice[],
): void => {
  const asNotices = heard.map(({ id, type, detailUrl }) => {
    const notice = notices.find((one) => one.id === id);
    ok(notice, `Notice ${id} came by webhook and is not for it.`);
    deepEqual([type, detailUrl.split('/').at(-1)], [notice.type, notice.referralId]);
    return notice;
  });
  nothingAfterWithdrawal(asNotices);
  const taken = new Set(heard.flatMap(({ id, taken: isTaken }) => (isTaken ? [id] : [])));
  const standing = new Set(told.flatMap(({ id, silenced }) => (silenced ? [] : [id])));
  deepEqual(
    [...standing].filter((id) => !taken.has(id)),
    [],
    'A notice was never taken by webhook.',
  );
  const ours = notices.filter(({ id, silenced }) => taken.has(id) && !silenced);
  deepEqual(
    ours.filter(({ id }) => !standing.has(id)),
    [],
    'A notice came by webhook and is not on the topic.',
  );
};

/** What councils heard by webhook, signed and each id taken as one, is what their topics tell. */
export const councilsAreToldByWebhookWhatTheyMay = async (installation: Installation): Promise<void> => {
  const notices = await noticesLetOut(installation);
  for (const { council, heard, rejected } of installation.receivers) {
    deepEqual(rejected, [], `Something came by webhook to ${council} that is no notice to it.`);
    ok(heard.length > 0, `Nothing came by webhook to ${council}: nothing was shown.`);
    heardWhatTheTopicTold(
      heard,
      await onTopic(installation, council, notices),
      notices.filter((notice) => notice.council === council),
    );
  }
};
