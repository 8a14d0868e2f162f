import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { opened } from '../case/custody-case';
import { CustodyCases } from '../case/custody-cases';
import { CaseOpening } from '../reception/case-opening';
import { closeCase, type CloseCase, reopenCase, type ReopenCase } from './closing';

export class CloseCustodyCase extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly closing: CloseCase,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Closes the case, then gives up its place as her open one. Repeated, it completes what was cut off. */
@CommandHandler(CloseCustodyCase)
export class CloseCustodyCaseHandler implements ICommandHandler<CloseCustodyCase> {
  constructor(
    private readonly cases: CustodyCases,
    private readonly opening: CaseOpening,
  ) {}

  async execute({ caseId, closing, expected }: CloseCustodyCase): Promise<Written> {
    const written = await this.cases.decide(caseId, (day) => closeCase(closing, day), { on: closing.on, expected });
    const { state } = await this.cases.load(caseId);
    // A repeat that comes after the case was reopened must not take its place away.
    if (state.status === 'closed') await this.opening.letGo(state.personId, caseId);
    return written;
  }
}

export class ReopenCustodyCase extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly reopening: ReopenCase,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Takes the place of her open case, if it is free, then reopens. */
@CommandHandler(ReopenCustodyCase)
export class ReopenCustodyCaseHandler implements ICommandHandler<ReopenCustodyCase> {
  constructor(
    private readonly cases: CustodyCases,
    private readonly opening: CaseOpening,
  ) {}

  async execute({ caseId, reopening, expected }: ReopenCustodyCase): Promise<Written> {
    const { state } = await this.cases.load(caseId);
    const { personId, status } = opened(state);
    if (status === 'closed') {
      // Refused before a place is taken that would not be used.
      reopenCase(reopening, this.cases.onThatDay())(state);
      await this.opening.takeBack(personId, caseId);
    }
    return this.cases.decide(caseId, (day) => reopenCase(reopening, day), { on: reopening.on, expected });
  }
}
