import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Evolution, NotFound, type Personal, shown, type Shown, Vault } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import type { SharingEvent } from '../events';

interface Address {
  readonly addressId: string;
  readonly address: Personal<string>;
}

const lastAddress: Evolution<Address | undefined, SharingEvent> = {
  initial: undefined,
  evolve: (last, { type, data }) => (type === 'sharing.protected-address-set' ? data : last),
};

export interface ShownAddress {
  readonly addressId: string;
  readonly address?: Shown<string>;
}

export class ShowProtectedAddress extends Query<ShownAddress> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(ShowProtectedAddress)
export class ShowProtectedAddressHandler implements IQueryHandler<ShowProtectedAddress> {
  constructor(
    private readonly cases: SharingCases,
    private readonly vault: Vault,
  ) {}

  async execute({ caseId }: ShowProtectedAddress): Promise<ShownAddress> {
    const { state: last } = await this.cases.load(caseId, lastAddress);
    if (!last) throw new NotFound('protected address');
    return { addressId: last.addressId, address: await shown(this.vault, last.address) };
  }
}
