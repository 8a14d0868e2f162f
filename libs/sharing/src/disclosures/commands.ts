import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import { SharingCases } from '../case/sharing-cases';
import { recordDisclosure, type RecordDisclosure } from './disclosure';

export class RecordDisclosureOfHers extends Command<Written> {
  constructor(
    readonly disclosure: RecordDisclosure,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(RecordDisclosureOfHers)
export class RecordDisclosureOfHersHandler implements ICommandHandler<RecordDisclosureOfHers> {
  constructor(private readonly cases: SharingCases) {}

  execute({ disclosure, expected }: RecordDisclosureOfHers): Promise<Written> {
    return this.cases.decide(disclosure.caseId, (today) => recordDisclosure(disclosure, today), {
      expected,
      on: disclosure.on,
    });
  }
}
