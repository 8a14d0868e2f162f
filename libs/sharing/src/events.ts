import { defineEvent, type EventIn, type IsoDate, type Personal } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';

/** Every event of `sharing`: her standing instructions, her own account. Stream `sharing-{caseId}`. */

export interface NamedPerson {
  readonly name: string;
  readonly relationship?: string;
}

/** Who must not know. A council by its code; an organisation or a person, whose names stay sealed. */
export const doNotShareWith = defineEvent<{
  readonly caseId: string;
  readonly instructionId: string;
  readonly council?: GssCode;
  readonly organisation?: Personal<string>;
  readonly person?: Personal<NamedPerson>;
  readonly why?: Personal<string>;
}>()('sharing.do-not-share-with', {
  sealed: { organisation: 'her-words', person: 'her-words', why: 'her-words' },
});
/** She has taken an instruction back. */
export const instructionLifted = defineEvent<{
  readonly caseId: string;
  readonly instructionId: string;
  readonly on: IsoDate;
}>()('sharing.instruction-lifted');

/** Councils of the areas she must avoid, so that nobody places her there. No reason is asked. */
export const areasToAvoidRecorded = defineEvent<{
  readonly caseId: string;
  /** All of them, each time: an area left out is one she need not avoid any more. */
  readonly councils: readonly GssCode[];
  readonly details?: Personal<string>;
}>()('sharing.areas-to-avoid-recorded', { sealed: { details: 'her-words' } });

export interface SafeContact {
  readonly phone?: string;
  readonly safeToCall: boolean;
  readonly safeToText: boolean;
  readonly safeToLeaveMessage: boolean;
  readonly times?: string;
  readonly post?: string;
  readonly throughWorker?: string;
}
/** How she can be reached without harm. */
export const safeContactSet = defineEvent<{ readonly caseId: string; readonly contact: Personal<SafeContact> }>()(
  'sharing.safe-contact-set',
  {
    sealed: { contact: 'contact' },
  },
);

/** Where she lives, for those alone who must know. */
export const protectedAddressSet = defineEvent<{
  readonly caseId: string;
  readonly addressId: string;
  readonly address: Personal<string>;
  readonly confirmedTwice: true;
}>()('sharing.protected-address-set', { sealed: { address: 'protected-address' } });
/** Somebody who may not open her record. */
export const recordBlockedFor = defineEvent<{
  readonly caseId: string;
  readonly instructionId: string;
  readonly accountId?: string;
  readonly person?: Personal<NamedPerson>;
}>()('sharing.record-blocked-for', { sealed: { person: 'her-words' } });

/** What she says of it, kept whole, changed by nobody else. */
export const herAccountAdded = defineEvent<{
  readonly caseId: string;
  readonly accountId: string;
  readonly herWords: Personal<string>;
}>()('sharing.her-account-added', {
  sealed: { herWords: 'her-words' },
});
/** She does not agree with what was recorded: it stands beside it. */
export const disagreementRecorded = defineEvent<{
  readonly caseId: string;
  readonly disagreementId: string;
  /** The event she disputes. */
  readonly disputes: string;
  readonly herWords: Personal<string>;
}>()('sharing.disagreement-recorded', { sealed: { herWords: 'her-words' } });
/** What was told of her, to whom, and on what ground. */
export const disclosureMade = defineEvent<{
  readonly caseId: string;
  readonly to: Personal<string>;
  readonly what: Personal<string>;
  readonly basis: string;
  readonly on: IsoDate;
}>()('sharing.disclosure-made', { sealed: { to: 'contact', what: 'contact' } });

export const sharingEvents = {
  doNotShareWith,
  instructionLifted,
  areasToAvoidRecorded,
  safeContactSet,
  protectedAddressSet,
  recordBlockedFor,
  herAccountAdded,
  disagreementRecorded,
  disclosureMade,
};
export type SharingEvent = EventIn<typeof sharingEvents>;
