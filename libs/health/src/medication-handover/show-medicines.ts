import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Role } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { Streams, Vault } from '@ttg/event-sourcing';
import { current, type CurrentAnswer } from '@ttg/web/http';
import { HealthCases } from '../cases/health-cases';
import { dayOfRelease } from '../cases/release';
import { medicationHandover, medicationHandoverStream } from './medication-handover';
import { medicinesView, sortedView, type MedicinesView, type SortedView } from './medicines-view';

export class ShowMedicines extends Query<CurrentAnswer<MedicinesView | SortedView>> {
  constructor(
    readonly caseId: string,
    readonly role: Role,
  ) {
    super();
  }
}

/** Her medicines: in full to healthcare, sorted or not to everybody else who may ask. */
@QueryHandler(ShowMedicines)
export class ShowMedicinesHandler implements IQueryHandler<ShowMedicines> {
  constructor(
    private readonly cases: HealthCases,
    private readonly streams: Streams,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async execute({ caseId, role }: ShowMedicines): Promise<CurrentAnswer<MedicinesView | SortedView>> {
    const releaseDay = dayOfRelease(await this.cases.find(caseId), this.clock.today());
    const { state, revision } = await this.streams.load(medicationHandover, medicationHandoverStream(caseId));
    const view =
      role === 'prison-healthcare' ? await medicinesView(state, releaseDay, this.vault) : sortedView(state, releaseDay);
    return current(view, { revision });
  }
}
