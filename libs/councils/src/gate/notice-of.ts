import type { Actor } from '@ttg/event-sourcing';
import type { NoticeType } from '../notices/notice';
import type { Standing } from './passage';

/** Something that concerns a referral, and how it stood with its council before and after. */
export interface Change {
  readonly type: string;
  readonly actor: Actor;
  readonly council: string;
  readonly before: Standing;
  readonly after: Standing;
}

/** What a council is told of while a referral is live with it. What is not here is not told. */
const told: Readonly<Record<string, NoticeType>> = {
  'custody.release-date-set': 'council.release-changed',
  'custody.release-date-changed': 'council.release-changed',
  'custody.release-date-withdrawn': 'council.release-changed',
  'custody.released': 'council.release-changed',
  'custody.release-reversed': 'council.release-changed',
  'housing.referral-carried-over': 'council.release-changed',
  'housing.referral-needs-reconfirming': 'council.reconfirmation-asked',
  'housing.call-slot-requested': 'council.call-slot-changed',
  'housing.call-slot-booked': 'council.call-slot-changed',
};

/**
 * The notice that a change calls for, if any. An agreement that ends and an instruction that this council must not know are told
 * alike: why is hers. A council that has finished with a referral is told only when it may not read it any more, or again.
 */
export const noticeOf = ({ type, actor, council, before, after }: Change): NoticeType | undefined => {
  if (after === 'not-made') return undefined;
  if (after === 'stopped') return ending(type, before);
  if (before === 'not-made') return 'council.referral-made';
  if (before === 'stopped') return 'council.agreement-given-again';
  // What it wrote itself it knows.
  const ownDoing = actor.role === 'council-housing' && actor.organisation === council;
  return after === 'live' && !ownDoing ? told[type] : undefined;
};

const ending = (type: string, before: Standing): NoticeType | undefined => {
  if (before !== 'live' && before !== 'finished') return undefined;
  return type === 'housing.referral-withdrawn' ? 'council.referral-withdrawn' : 'council.agreement-withdrawn';
};
