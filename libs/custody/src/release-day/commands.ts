import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import {
  arrangementFellThrough,
  type ArrangementFellThrough,
  makeArrangement,
  type MakeArrangement,
} from './arrangements';

export class ArrangeForReleaseDay extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly arrangement: MakeArrangement,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(ArrangeForReleaseDay)
export class ArrangeForReleaseDayHandler implements ICommandHandler<ArrangeForReleaseDay> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, arrangement, expected }: ArrangeForReleaseDay): Promise<Written> {
    return this.cases.decide(caseId, (day) => makeArrangement(arrangement, day), { expected });
  }
}

export class RecordFallingThrough extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly failure: ArrangementFellThrough,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordFallingThrough)
export class RecordFallingThroughHandler implements ICommandHandler<RecordFallingThrough> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, failure, expected }: RecordFallingThrough): Promise<Written> {
    return this.cases.decide(caseId, () => arrangementFellThrough(failure), { expected });
  }
}
