import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import { completeScreening, repeatScreening, type Screen } from './screening';

export class CompleteScreening extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly screen: Screen,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(CompleteScreening)
export class CompleteScreeningHandler implements ICommandHandler<CompleteScreening> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, screen, expected }: CompleteScreening): Promise<Written> {
    return this.cases.decide(caseId, (day) => completeScreening(screen, day), { on: screen.screenedOn, expected });
  }
}

export class RepeatScreening extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly screen: Screen,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RepeatScreening)
export class RepeatScreeningHandler implements ICommandHandler<RepeatScreening> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, screen, expected }: RepeatScreening): Promise<Written> {
    return this.cases.decide(caseId, (day) => repeatScreening(screen, day), { on: screen.screenedOn, expected });
  }
}
