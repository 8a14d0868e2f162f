import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import { reverseRelease, type ReverseRelease } from './release-reversal';

export class RecordReleaseReversal extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly reversal: ReverseRelease,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordReleaseReversal)
export class RecordReleaseReversalHandler implements ICommandHandler<RecordReleaseReversal> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, reversal, expected }: RecordReleaseReversal): Promise<Written> {
    return this.cases.decide(caseId, (day) => reverseRelease(reversal, day), { on: reversal.on, expected });
  }
}
