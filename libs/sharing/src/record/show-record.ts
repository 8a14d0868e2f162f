import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { shown, Vault } from '@ttg/event-sourcing';
import { maySee } from '../roles';
import type { SharingRecord } from './sharing-record';
import { SharingRecords } from './sharing-records';

/** What she has instructed, as a role may see it, with the revision it is of. */
export class ShowRecord extends Query<{ readonly body: ShownRecord; readonly revision: number | undefined }> {
  constructor(
    readonly caseId: string,
    readonly role: Role,
  ) {
    super();
  }
}

@QueryHandler(ShowRecord)
export class ShowRecordHandler implements IQueryHandler<ShowRecord> {
  constructor(
    private readonly records: SharingRecords,
    private readonly vault: Vault,
  ) {}

  async execute({ caseId, role }: ShowRecord) {
    const { state, revision } = await this.records.load(caseId);
    return {
      body: { caseId, ...(await this.instructions(state, role)), ...(await this.herOwn(state, role)) },
      revision,
    };
  }

  private async instructions({ instructions, blocks, areasToAvoid }: SharingRecord, role: Role) {
    return {
      doNotShareWith: await Promise.all(
        Object.values(instructions).map(async ({ instructionId, council, organisation, person, why }) => ({
          instructionId,
          council,
          // Who must not be told has to be known by those who tell.
          organisation: await shown(this.vault, organisation),
          person: await shown(this.vault, person, maySee.whoMustNotKnow(role)),
          why: await shown(this.vault, why, maySee.whoMustNotKnow(role)),
        })),
      ),
      recordBlockedFor: await Promise.all(
        Object.values(blocks).map(async ({ instructionId, accountId, person }) => ({
          instructionId,
          accountId,
          person: await shown(this.vault, person, maySee.whoMustNotKnow(role)),
        })),
      ),
      areasToAvoid: areasToAvoid && {
        councils: areasToAvoid.councils,
        details: await shown(this.vault, areasToAvoid.details, maySee.whoMustNotKnow(role)),
      },
    };
  }

  private async herOwn(
    { safeContact, protectedAddress, accounts, disagreements, disclosures }: SharingRecord,
    role: Role,
  ) {
    return {
      safeContact: await shown(this.vault, safeContact?.contact, maySee.safeContact(role)),
      protectedAddress: protectedAddress && {
        addressId: protectedAddress.addressId,
        address: await shown(this.vault, protectedAddress.address, maySee.protectedAddress(role)),
      },
      accounts: await Promise.all(
        accounts.map(async ({ accountId, herWords }) => ({
          accountId,
          herWords: await shown(this.vault, herWords, maySee.herWords(role)),
        })),
      ),
      disagreements: await Promise.all(
        disagreements.map(async ({ disagreementId, disputes, herWords }) => ({
          disagreementId,
          disputes,
          herWords: await shown(this.vault, herWords, maySee.herWords(role)),
        })),
      ),
      disclosures: await Promise.all(
        disclosures.map(async ({ to, what, basis, on }) => ({
          to: await shown(this.vault, to),
          what: await shown(this.vault, what),
          basis,
          on,
        })),
      ),
    };
  }
}

/** The whole of it, as its parts are put together above. */
export type ShownRecord = Awaited<ReturnType<ShowRecordHandler['execute']>>['body'];
