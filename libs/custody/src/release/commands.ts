import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { CustodyCases } from '../case/custody-cases';
import { type ContactAfterRelease, recordContact, releaseWoman, type ReleaseWoman } from './release';

export class RecordRelease extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly release: ReleaseWoman,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordRelease)
export class RecordReleaseHandler implements ICommandHandler<RecordRelease> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, release, expected }: RecordRelease): Promise<Written> {
    return this.cases.decide(caseId, (day) => releaseWoman(release, day), { on: release.on, expected });
  }
}

export class RecordContactAfterRelease extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly contact: ContactAfterRelease,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordContactAfterRelease)
export class RecordContactAfterReleaseHandler implements ICommandHandler<RecordContactAfterRelease> {
  constructor(private readonly cases: CustodyCases) {}

  execute({ caseId, contact, expected }: RecordContactAfterRelease): Promise<Written> {
    return this.cases.decide(caseId, (day) => recordContact(contact, day), { expected });
  }
}
