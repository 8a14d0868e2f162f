import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import type { SafeContact } from '../events';
import { setSafeContact } from './safe-contact';

export class SetHerSafeContact extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly contact: SafeContact,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(SetHerSafeContact)
export class SetHerSafeContactHandler implements ICommandHandler<SetHerSafeContact> {
  constructor(private readonly cases: SharingCases) {}

  execute({ caseId, contact, expected }: SetHerSafeContact): Promise<Written> {
    return this.cases.decide(caseId, () => setSafeContact(caseId, contact), { expected });
  }
}
