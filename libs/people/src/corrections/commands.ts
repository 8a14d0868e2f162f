import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '@ttg/calendar';
import type { Written } from '@ttg/event-sourcing';
import { Persons } from '../person/persons';
import { correctDetails, type CorrectDetails } from './correction';

export class CorrectDetailsOf extends Command<Written> {
  constructor(
    readonly personId: string,
    readonly correction: CorrectDetails,
    readonly expected?: number,
  ) {
    super();
  }
}

@CommandHandler(CorrectDetailsOf)
export class CorrectDetailsOfHandler implements ICommandHandler<CorrectDetailsOf> {
  constructor(
    private readonly persons: Persons,
    private readonly clock: Clock,
  ) {}

  execute({ personId, correction, expected }: CorrectDetailsOf): Promise<Written> {
    return this.persons.decide(personId, correctDetails(correction, this.clock.today()), expected);
  }
}
