import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, NotFound, type Written } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import { addHerAccount, type Disagreement, recordDisagreement } from './her-account';

export class AddHerAccount extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly accountId: string,
    readonly herWords: string,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(AddHerAccount)
export class AddHerAccountHandler implements ICommandHandler<AddHerAccount> {
  constructor(private readonly cases: SharingCases) {}

  execute({ caseId, accountId, herWords, expected }: AddHerAccount): Promise<Written> {
    return this.cases.decide(caseId, () => addHerAccount(caseId, accountId, herWords), { expected });
  }
}

export class RecordHerDisagreement extends Command<Written> {
  constructor(
    readonly disagreement: Disagreement,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordHerDisagreement)
export class RecordHerDisagreementHandler implements ICommandHandler<RecordHerDisagreement> {
  constructor(
    private readonly cases: SharingCases,
    private readonly store: EventStore,
  ) {}

  /** @throws NotFound where the event is not there, or another woman's. */
  async execute({ disagreement, expected }: RecordHerDisagreement): Promise<Written> {
    const personId = await this.cases.personOf(disagreement.caseId);
    const disputed = await this.store.findEvent(disagreement.disputes);
    if (disputed?.metadata.personId !== personId) throw new NotFound('entry in her record');
    return this.cases.decide(disagreement.caseId, () => recordDisagreement(disagreement), { expected });
  }
}
