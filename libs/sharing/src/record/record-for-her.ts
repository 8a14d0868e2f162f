import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlainDate } from '@ttg/calendar';
import type { Written } from '@ttg/event-sourcing';
import type { SharingDecision } from './sharing-record';
import { SharingRecords } from './sharing-records';

/** Whatever she says of her record is recorded; the decision says what. */
export class RecordForHer extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly decide: (today: PlainDate) => SharingDecision,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordForHer)
export class RecordForHerHandler implements ICommandHandler<RecordForHer> {
  constructor(private readonly records: SharingRecords) {}

  execute({ caseId, decide, expected }: RecordForHer): Promise<Written> {
    return this.records.decide(caseId, decide, expected);
  }
}
