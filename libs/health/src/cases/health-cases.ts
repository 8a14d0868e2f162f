import { Injectable } from '@nestjs/common';
import type { ReleaseDateType } from '@ttg/calendar';
import { EventStore, type IsoDate, NotFound, ProjectionWaiter, ReadModels } from '@ttg/event-sourcing';
import { BeingSaved } from '../being-saved';

/** A case as healthcare knows it. */
export interface HealthCase {
  readonly caseId: string;
  readonly personId: string;
  readonly receivedOn: IsoDate;
  readonly recalled: boolean;
  readonly sentencedOn: IsoDate | null;
  readonly releaseDate: IsoDate | null;
  readonly releaseType: ReleaseDateType | null;
  readonly releasedOn: IsoDate | null;
}

const byId = `
  select case_id as "caseId", person_id as "personId", received_on as "receivedOn", recalled,
    sentenced_on as "sentencedOn", release_date as "releaseDate", release_type as "releaseType",
    released_on as "releasedOn"
  from health.cases
  where case_id = $1`;

const patienceMs = 1000;

/** Looks cases up in healthcare's own model of custody. */
@Injectable()
export class HealthCases {
  constructor(
    private readonly readModels: ReadModels,
    private readonly waiter: ProjectionWaiter,
    private readonly store: EventStore,
  ) {}

  /**
   * A case that was opened a moment ago is found too: the model is waited for before she is said not to exist.
   * @throws NotFound @throws BeingSaved
   */
  async find(caseId: string): Promise<HealthCase> {
    const known = await this.look(caseId);
    if (known) return known;
    const position = await this.store.lastPosition();
    const reached = position === undefined || (await this.waiter.waitFor('health.cases', position, patienceMs));
    const found = await this.look(caseId);
    if (found) return found;
    throw reached ? new NotFound('case') : new BeingSaved();
  }

  private async look(caseId: string): Promise<HealthCase | undefined> {
    const [row] = await this.readModels.query<HealthCase>(byId, [caseId]);
    return row;
  }
}
