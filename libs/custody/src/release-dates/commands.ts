import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import { setReleaseDate, type SetReleaseDate, withdrawReleaseDate, type WithdrawReleaseDate } from './release-date';

export class RecordReleaseDate extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly change: SetReleaseDate,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordReleaseDate)
export class RecordReleaseDateHandler implements ICommandHandler<RecordReleaseDate> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, change, expected }: RecordReleaseDate): Promise<Written> {
    return this.cases.decide(caseId, (day) => setReleaseDate(change, day), { expected });
  }
}

export class WithdrawDate extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly withdrawal: WithdrawReleaseDate,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(WithdrawDate)
export class WithdrawDateHandler implements ICommandHandler<WithdrawDate> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, withdrawal, expected }: WithdrawDate): Promise<Written> {
    return this.cases.decide(caseId, () => withdrawReleaseDate(withdrawal), { expected });
  }
}
