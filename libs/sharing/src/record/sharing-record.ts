import { evolveBy, type Decision, type Evolution, type EventOf } from '@ttg/event-sourcing';
import type * as events from '../events';
import type { SharingEvent } from '../events';

type DataOf<Definition> = EventOf<Definition>['data'];
type Instruction = DataOf<typeof events.doNotShareWith>;
type Block = DataOf<typeof events.recordBlockedFor>;

/** Her standing instructions, her own account, and what was shared. From `sharing-{caseId}`. */
export interface SharingRecord {
  /** Those that stand, by their id. */
  readonly instructions: Readonly<Record<string, Instruction>>;
  readonly blocks: Readonly<Record<string, Block>>;
  readonly areasToAvoid?: DataOf<typeof events.areasToAvoidRecorded>;
  readonly safeContact?: DataOf<typeof events.safeContactSet>;
  readonly protectedAddress?: DataOf<typeof events.protectedAddressSet>;
  readonly accounts: readonly DataOf<typeof events.herAccountAdded>[];
  readonly disagreements: readonly DataOf<typeof events.disagreementRecorded>[];
  readonly disclosures: readonly DataOf<typeof events.disclosureMade>[];
}

const without = <T>(all: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== id));

export const sharingRecord: Evolution<SharingRecord, SharingEvent> = {
  initial: { instructions: {}, blocks: {}, accounts: [], disagreements: [], disclosures: [] },
  evolve: evolveBy<SharingRecord, SharingEvent>({
    'sharing.do-not-share-with': (record, data) => ({
      ...record,
      instructions: { ...record.instructions, [data.instructionId]: data },
    }),
    'sharing.record-blocked-for': (record, data) => ({
      ...record,
      blocks: { ...record.blocks, [data.instructionId]: data },
    }),
    'sharing.instruction-lifted': (record, { instructionId }) => ({
      ...record,
      instructions: without(record.instructions, instructionId),
      blocks: without(record.blocks, instructionId),
    }),
    'sharing.areas-to-avoid-recorded': (record, data) => ({ ...record, areasToAvoid: data }),
    'sharing.safe-contact-set': (record, data) => ({ ...record, safeContact: data }),
    'sharing.protected-address-set': (record, data) => ({ ...record, protectedAddress: data }),
    'sharing.her-account-added': (record, data) => ({ ...record, accounts: [...record.accounts, data] }),
    'sharing.disagreement-recorded': (record, data) => ({ ...record, disagreements: [...record.disagreements, data] }),
    'sharing.disclosure-made': (record, data) => ({ ...record, disclosures: [...record.disclosures, data] }),
  }),
};

export type SharingDecision = Decision<SharingRecord, SharingEvent>;
