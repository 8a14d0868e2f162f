import { type Decision, type Evolution, evolveBy } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import type { SharingEvent } from '../events';

/** Who must not know, as far as it is not sealed. */
export interface Instruction {
  readonly instructionId: string;
  readonly council?: GssCode;
  readonly organisation?: string;
  readonly isLifted: boolean;
}

/** What she has said for this case. It is never closed: she may speak at any time. */
export interface CaseSharing {
  readonly instructions: readonly Instruction[];
  readonly areasToAvoid: readonly GssCode[];
}

export type SharingDecision = Decision<CaseSharing, SharingEvent>;

const same = (state: CaseSharing): CaseSharing => state;

export const caseSharing: Evolution<CaseSharing, SharingEvent> = {
  initial: { instructions: [], areasToAvoid: [] },
  evolve: evolveBy<CaseSharing, SharingEvent>({
    'sharing.do-not-share-with': (state, { instructionId, council, organisation }) => ({
      ...state,
      instructions: [...state.instructions, { instructionId, council, organisation, isLifted: false }],
    }),
    'sharing.instruction-lifted': (state, { instructionId }) => ({
      ...state,
      instructions: state.instructions.map((instruction) =>
        instruction.instructionId === instructionId ? { ...instruction, isLifted: true } : instruction,
      ),
    }),
    'sharing.areas-to-avoid-recorded': (state, { councils }) => ({ ...state, areasToAvoid: councils }),
    'sharing.safe-contact-set': same,
    'sharing.protected-address-set': same,
    'sharing.record-blocked-for': same,
    'sharing.her-account-added': same,
    'sharing.disagreement-recorded': same,
    'sharing.disclosure-made': same,
  }),
};
