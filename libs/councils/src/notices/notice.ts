import type { IsoInstant } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';

/**
 * What a council is told, by type, and what it means: this is the contract. A notice carries its id, type, time and `detailUrl`,
 * and nothing else; what it is about is fetched with the council's own credentials, and her agreement is checked then.
 */
export const noticeTypes = {
  'council.referral-made': 'A referral was made to this council. Read it, and say that you have it.',
  'council.release-changed':
    'The day she leaves was set, moved or taken back, she was released or had not left after all, or she is back in custody. Read the referral again.',
  'council.reconfirmation-asked': 'You are asked to confirm that the referral still stands.',
  'council.call-slot-changed':
    'Those who made the referral asked for a call with her, or booked one. Read the referral again.',
  'council.agreement-withdrawn':
    'Nothing of this referral may be passed on to you any more, most often because she no longer agrees. It may not be read: stop using what you have of it.',
  'council.agreement-given-again':
    'What stood against it does so no more: most often she agrees again. The referral may be read again.',
  'council.referral-withdrawn': 'The referral was taken back, for good. It may not be read any more.',
  'council.answer-refused':
    'A message of yours was not recorded. Read what is wrong with it, mend that, and send it again.',
} as const;

export type NoticeType = keyof typeof noticeTypes;

/** These end what the council may read: nothing that was noticed before them is sent after them. */
export const endings: readonly NoticeType[] = ['council.agreement-withdrawn', 'council.referral-withdrawn'];

/** The order in which the gate lets notices out: a whole number as text. Only ever compared and handed back. */
export type NoticeSequence = string & { readonly __brand: 'NoticeSequence' };

/** Before the first notice. */
export const beforeAll = '0' as NoticeSequence;

/** A notice that may be sent. `sequence` and `key` are for whoever sends it; they are not part of it. */
export interface CouncilNotice {
  readonly sequence: NoticeSequence;
  /** What it is about: all of a referral stay in order. Of a message of the council's own, the notice itself. */
  readonly key: string;
  /** The council that does the addressed one's work today. */
  readonly council: GssCode;
  readonly thin: ThinNotice;
}

/** What goes to the council: four members and no more. */
export interface ThinNotice {
  readonly id: string;
  readonly type: NoticeType;
  /** When the system learned what it is about. */
  readonly time: IsoInstant;
  /** Absolute. Of a referral: 410 as soon as she no longer agrees, it is withdrawn, or its case was opened in error. */
  readonly detailUrl: string;
}
