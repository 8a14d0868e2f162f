import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Written } from '@ttg/event-sourcing';
import type { OnThatDay } from '../on-that-day';
import { type AccommodationDecision, HerAccommodation, type When } from './her-accommodation';

/** Whatever is recorded of where she lived or will live. The decision says which. */
export class RecordAccommodation extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly decide: (day: OnThatDay) => AccommodationDecision,
    readonly when?: When,
  ) {
    super();
  }
}

@CommandHandler(RecordAccommodation)
export class RecordAccommodationHandler implements ICommandHandler<RecordAccommodation> {
  constructor(private readonly accommodation: HerAccommodation) {}

  execute({ caseId, decide, when }: RecordAccommodation): Promise<Written> {
    return this.accommodation.decide(caseId, decide, when);
  }
}
