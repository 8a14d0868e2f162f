import { Personal } from '@ttg/event-sourcing';
import type { SharingDecision } from '../case/case-sharing';
import { disagreementRecorded, herAccountAdded } from '../events';

/** What she says, whole. Nobody edits it: another account is put beside it. */
export const addHerAccount =
  (caseId: string, accountId: string, herWords: string): SharingDecision =>
  () =>
    herAccountAdded({ caseId, accountId, herWords: Personal.of(herWords) });

export interface Disagreement {
  readonly caseId: string;
  readonly disagreementId: string;
  /** The event she disputes: hers, as the handler has made sure. */
  readonly disputes: string;
  readonly herWords: string;
}

/** Stands beside what it disputes, and takes nothing away. */
export const recordDisagreement =
  ({ herWords, ...disagreement }: Disagreement): SharingDecision =>
  () =>
    disagreementRecorded({ ...disagreement, herWords: Personal.of(herWords) });
