import { Personal } from '@ttg/event-sourcing';
import { disagreementRecorded, herAccountAdded } from '../events';
import type { SharingDecision } from '../record/sharing-record';

/** Her own account, kept whole. There is no way to change it: she adds another. */
export const addHerAccount =
  ({
    caseId,
    accountId,
    herWords,
  }: {
    readonly caseId: string;
    readonly accountId: string;
    readonly herWords: string;
  }): SharingDecision =>
  () =>
    herAccountAdded({ caseId, accountId, herWords: Personal.of(herWords) });

export interface RecordDisagreement {
  readonly caseId: string;
  readonly disagreementId: string;
  readonly disputes: string;
  readonly herWords: string;
}

/** What she says against something that is recorded stands beside it. */
export const recordDisagreement =
  ({ caseId, disagreementId, disputes, herWords }: RecordDisagreement): SharingDecision =>
  () =>
    disagreementRecorded({ caseId, disagreementId, disputes, herWords: Personal.of(herWords) });
