import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { type Evolution, type Recorded, shown, Vault } from '@ttg/event-sourcing';
import type { SharingEvent } from '../events';
import { maySee } from '../roles';
import { type CaseSharing, caseSharing } from './case-sharing';
import { SharingCases } from './sharing-cases';

type Entry = Recorded<SharingEvent>;

/** What she has said, with all that led to it. */
interface History {
  readonly state: CaseSharing;
  readonly events: readonly Entry[];
  /** Disclosures to somebody who must not know, by their event. */
  readonly against: readonly string[];
}

const history: Evolution<History, Entry> = {
  initial: { state: caseSharing.initial, events: [], against: [] },
  evolve: ({ state, events, against }, event) => ({
    state: caseSharing.evolve(state, event),
    events: [...events, event],
    against: goesAgainst(state, event) ? [...against, event.id] : against,
  }),
};

const goesAgainst = ({ instructions }: CaseSharing, { type, data }: Entry): boolean =>
  type === 'sharing.disclosure-made' &&
  instructions.some(({ council, organisation, isLifted }) => !isLifted && [council, organisation].includes(data.to));

const those = <Type extends SharingEvent['type']>(events: readonly Entry[], type: Type) =>
  events.filter((event): event is Extract<Entry, { readonly type: Type }> => event.type === type);

export interface SharingPage {
  readonly body: object;
  readonly revision: number | undefined;
}

export class ShowSharing extends Query<SharingPage> {
  constructor(
    readonly caseId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@QueryHandler(ShowSharing)
export class ShowSharingHandler implements IQueryHandler<ShowSharing> {
  constructor(
    private readonly cases: SharingCases,
    private readonly vault: Vault,
  ) {}

  async execute({ caseId, role }: ShowSharing): Promise<SharingPage> {
    const { state: loaded, revision } = await this.cases.load(caseId, history);
    const { state, events, against } = loaded;
    const areas = those(events, 'sharing.areas-to-avoid-recorded').at(-1);
    const contact = those(events, 'sharing.safe-contact-set').at(-1);
    const body = {
      caseId,
      instructions: await this.instructions(loaded, role),
      areasToAvoid: areas && {
        councils: state.areasToAvoid,
        details: await shown(this.vault, areas.data.details, maySee.areas(role)),
      },
      safeContact: await shown(this.vault, contact?.data.contact, maySee.contact(role)),
      protectedAddress: protectedAddress(events),
      herAccounts: await this.herAccounts(events, role),
      disagreements: await this.disagreements(events, role),
      disclosures: those(events, 'sharing.disclosure-made').map(({ id, data: { to, what, basis, on } }) => ({
        ...{ to, what, basis, on },
        againstHerInstruction: against.includes(id),
      })),
    };
    return { body, revision };
  }

  private instructions({ state, events }: History, role: Role): Promise<object[]> {
    const may = maySee.whoMustNotKnow(role);
    const given = those(events, 'sharing.do-not-share-with');
    return Promise.all(
      given.map(async ({ data: { instructionId, council, organisation, person, why }, metadata }) => ({
        ...{ instructionId, council, organisation, recordedAt: metadata.recordedAt },
        person: await shown(this.vault, person, may),
        why: await shown(this.vault, why, may),
        lifted: state.instructions.some((one) => one.instructionId === instructionId && one.isLifted),
      })),
    );
  }

  private herAccounts(events: readonly Entry[], role: Role): Promise<object[]> {
    return Promise.all(
      those(events, 'sharing.her-account-added').map(async ({ data, metadata }) => ({
        accountId: data.accountId,
        recordedAt: metadata.recordedAt,
        herWords: await shown(this.vault, data.herWords, maySee.herWords(role)),
      })),
    );
  }

  private disagreements(events: readonly Entry[], role: Role): Promise<object[]> {
    return Promise.all(
      those(events, 'sharing.disagreement-recorded').map(async ({ data, metadata }) => ({
        ...{ disagreementId: data.disagreementId, disputes: data.disputes, recordedAt: metadata.recordedAt },
        herWords: await shown(this.vault, data.herWords, maySee.herWords(role)),
      })),
    );
  }
}

/** That there is one, and never which: it is read on its own, by the named lead. */
const protectedAddress = (events: readonly Entry[]): object | undefined => {
  const last = those(events, 'sharing.protected-address-set').at(-1);
  return last && { addressId: last.data.addressId, shown: 'protected: contact her through her worker' };
};
