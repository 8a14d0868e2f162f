import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Decision, Written } from '@ttg/event-sourcing';
import type { MedicationHandoverEvent } from '../events';
import { HerHealth, type When } from '../her-health';
import type { OnThatDay } from '../on-that-day';
import { medicationHandover, medicationHandoverStream, type MedicationHandover } from './medication-handover';

export type HandoverDecision = Decision<MedicationHandover, MedicationHandoverEvent>;

/** Whatever is recorded of her medicines. The decision says which. */
export class RecordMedicines extends Command<Written> {
  constructor(
    readonly caseId: string,
    readonly decide: (day: OnThatDay) => HandoverDecision,
    readonly when?: When,
  ) {
    super();
  }
}

@CommandHandler(RecordMedicines)
export class RecordMedicinesHandler implements ICommandHandler<RecordMedicines> {
  constructor(private readonly health: HerHealth) {}

  execute({ caseId, decide, when }: RecordMedicines): Promise<Written> {
    return this.health.decide(medicationHandover, { caseId, stream: medicationHandoverStream(caseId) }, decide, when);
  }
}
