import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, InvalidCommand, type Written } from '@ttg/event-sourcing';
import { SharingCases } from '../cases/sharing-cases';
import { SharingRecords } from '../record/sharing-records';
import { recordDisagreement, type RecordDisagreement } from './her-account';

/** Told alike of what was never recorded and of what is recorded of somebody else: nobody learns which of the two it is. */
export class NothingToDispute extends InvalidCommand {
  readonly code = 'nothing-to-dispute';
  readonly field = 'disputes';

  constructor() {
    super('Nothing with that id is recorded of her. Send the eventId of the line in her timeline that she disputes.');
  }
}

export class Disagree extends Command<Written> {
  constructor(
    readonly disagreement: RecordDisagreement,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Looks whether there is what she disputes, then keeps her words beside it. */
@CommandHandler(Disagree)
export class DisagreeHandler implements ICommandHandler<Disagree> {
  constructor(
    private readonly records: SharingRecords,
    private readonly cases: SharingCases,
    private readonly store: EventStore,
  ) {}

  async execute({ disagreement, expected }: Disagree): Promise<Written> {
    const { caseId, disputes } = disagreement;
    const personId = await this.cases.personOf(caseId);
    const disputed = (await this.store.findEvent(disputes))?.metadata;
    if (disputed?.caseId !== caseId && disputed?.personId !== personId) throw new NothingToDispute();
    return this.records.decide(caseId, () => recordDisagreement(disagreement), expected);
  }
}
