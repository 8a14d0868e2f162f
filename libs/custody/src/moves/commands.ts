import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import { type Move, moveToPrison } from './move';

export class MoveToPrison extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly move: Move,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(MoveToPrison)
export class MoveToPrisonHandler implements ICommandHandler<MoveToPrison> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, move, expected }: MoveToPrison): Promise<Written> {
    return this.cases.decide(caseId, (day) => moveToPrison(move, day), { on: move.on, expected });
  }
}
