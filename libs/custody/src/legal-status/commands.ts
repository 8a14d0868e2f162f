import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import { CaseOpening } from '../reception/case-opening';
import {
  changeStatus,
  type ChangeStatus,
  endHold,
  type Hearing,
  type Hold,
  listHearing,
  recordSentence,
  type Sentence,
  startHold,
} from './legal-status';

export class ChangeCustodyStatus extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly change: ChangeStatus,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(ChangeCustodyStatus)
export class ChangeCustodyStatusHandler implements ICommandHandler<ChangeCustodyStatus> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, change, expected }: ChangeCustodyStatus): Promise<Written> {
    return this.cases.decide(caseId, (day) => changeStatus(change, day), { on: change.on, expected });
  }
}

export class RecordSentence extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly sentence: Sentence,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordSentence)
export class RecordSentenceHandler implements ICommandHandler<RecordSentence> {
  constructor(
    private readonly cases: CustodyCases,
    private readonly opening: CaseOpening,
  ) {}

  async execute({ caseId, sentence, expected }: RecordSentence): Promise<Written> {
    const bornOn = await this.opening.bornOn(caseId);
    return this.cases.decide(caseId, (day) => recordSentence(sentence, day, bornOn), { on: sentence.on, expected });
  }
}

export class ListCourtHearing extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly hearing: Hearing,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(ListCourtHearing)
export class ListCourtHearingHandler implements ICommandHandler<ListCourtHearing> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, hearing, expected }: ListCourtHearing): Promise<Written> {
    return this.cases.decide(caseId, (day) => listHearing(hearing, day), { expected });
  }
}

export class StartImmigrationHold extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly hold: Hold,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(StartImmigrationHold)
export class StartImmigrationHoldHandler implements ICommandHandler<StartImmigrationHold> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, hold, expected }: StartImmigrationHold): Promise<Written> {
    return this.cases.decide(caseId, (day) => startHold(hold, day), { on: hold.on, expected });
  }
}

export class EndImmigrationHold extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly hold: Hold,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(EndImmigrationHold)
export class EndImmigrationHoldHandler implements ICommandHandler<EndImmigrationHold> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, hold, expected }: EndImmigrationHold): Promise<Written> {
    return this.cases.decide(caseId, (day) => endHold(hold, day), { on: hold.on, expected });
  }
}
