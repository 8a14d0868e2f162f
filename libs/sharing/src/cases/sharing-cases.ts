import { Injectable } from '@nestjs/common';
import { EventStore, NotFound, ProjectionWaiter, ReadModels } from '@ttg/event-sourcing';
import { Problem } from '@ttg/web/http';

const patienceMs = 1000;

/** Looks cases up in sharing's own model of custody. */
@Injectable()
export class SharingCases {
  constructor(
    private readonly readModels: ReadModels,
    private readonly waiter: ProjectionWaiter,
    private readonly store: EventStore,
  ) {}

  /**
   * Whose case it is. One that was opened a moment ago is found too.
   * @throws NotFound
   */
  async personOf(caseId: string): Promise<string> {
    const known = await this.look(caseId);
    if (known) return known;
    const position = await this.store.lastPosition();
    const reached = position === undefined || (await this.waiter.waitFor('sharing.cases', position, patienceMs));
    const found = await this.look(caseId);
    if (found) return found;
    if (reached) throw new NotFound('case');
    throw new Problem({
      status: 503,
      code: 'being-saved',
      title: 'The case is still being saved',
      detail: 'It was opened a moment ago. Send this again in a second.',
      headers: { 'Retry-After': '1' },
    });
  }

  private async look(caseId: string): Promise<string | undefined> {
    const [row] = await this.readModels.query<{ personId: string }>(
      'select person_id as "personId" from sharing.cases where case_id = $1',
      [caseId],
    );
    return row?.personId;
  }
}
