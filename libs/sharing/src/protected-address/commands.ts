import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import { setProtectedAddress, type SetProtectedAddress } from './protected-address';

export class SetHerProtectedAddress extends Command<Written> {
  constructor(
    readonly address: SetProtectedAddress,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(SetHerProtectedAddress)
export class SetHerProtectedAddressHandler implements ICommandHandler<SetHerProtectedAddress> {
  constructor(private readonly cases: SharingCases) {}

  execute({ address, expected }: SetHerProtectedAddress): Promise<Written> {
    return this.cases.decide(address.caseId, () => setProtectedAddress(address), { expected });
  }
}
