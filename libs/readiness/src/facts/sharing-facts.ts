import type { SharingEvent } from '@ttg/sharing/events';
import type { GssCode } from '@ttg/reference';
import type { IsoInstant, Recorded } from '@ttg/event-sourcing';
import { at, folding, lastOf, type Folds, type LastEvent } from './fold';

/** Her standing instructions, as far as a rule needs them. From `sharing-{caseId}`. */
export interface SharingFacts {
  readonly safeContactSet: boolean;
  /** Councils of the areas she must avoid. */
  readonly avoid: readonly GssCode[];
  /** Councils where somebody must not know, by instruction. */
  readonly notWith: Readonly<Record<string, GssCode>>;
  /** When an instruction about a council was last given or lifted. */
  readonly instructedAt?: IsoInstant;
  readonly last?: LastEvent;
}

export const noSharing: SharingFacts = { safeContactSet: false, avoid: [], notWith: {} };

const folds: Folds<SharingFacts, Recorded<SharingEvent>> = {
  'sharing.safe-contact-set': (sharing, event) => ({ ...sharing, safeContactSet: true, last: lastOf(event) }),
  'sharing.areas-to-avoid-recorded': (sharing, event) => ({
    ...sharing,
    avoid: event.data.councils,
    instructedAt: at(event),
    last: lastOf(event),
  }),
  'sharing.do-not-share-with': (sharing, event) =>
    event.data.council
      ? {
          ...sharing,
          notWith: { ...sharing.notWith, [event.data.instructionId]: event.data.council },
          instructedAt: at(event),
          last: lastOf(event),
        }
      : sharing,
  'sharing.instruction-lifted': (sharing, event) => {
    const { [event.data.instructionId]: lifted, ...notWith } = sharing.notWith;
    return lifted ? { ...sharing, notWith, last: lastOf(event) } : sharing;
  },
};

export const foldSharing = folding(folds);
