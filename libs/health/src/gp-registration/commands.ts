import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Decision, Written } from '@ttg/event-sourcing';
import type { GpRegistrationEvent } from '../events';
import { HerHealth, type When } from '../her-health';
import type { OnThatDay } from '../on-that-day';
import { gpRegistration, gpRegistrationStream, type GpRegistration } from './gp-registration';

/** Whatever is recorded of her registration with a practice. The decision says which. */
export class RecordGpRegistration extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly decide: (day: OnThatDay) => Decision<GpRegistration, GpRegistrationEvent>,
    readonly when?: When,
  ) {
    super();
  }
}

@CommandHandler(RecordGpRegistration)
export class RecordGpRegistrationHandler implements ICommandHandler<RecordGpRegistration> {
  constructor(private readonly health: HerHealth) {}

  execute({ caseId, decide, when }: RecordGpRegistration): Promise<Written> {
    return this.health.decide(gpRegistration, { caseId, stream: gpRegistrationStream(caseId) }, decide, when);
  }
}
