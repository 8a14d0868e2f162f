import { Injectable } from '@nestjs/common';
import type { ReleaseDateType } from '@ttg/calendar';
import { EventStore, type IsoDate, NotFound, ProjectionWaiter, ReadModels } from '@ttg/event-sourcing';
import { BeingSaved } from '../being-saved';

/** A case as housing knows it. */
export interface HousingCase {
  readonly caseId: string;
  readonly personId: string;
  readonly receivedOn: IsoDate;
  readonly releaseDate: IsoDate | null;
  readonly releaseType: ReleaseDateType | null;
  /** How often her date was changed or withdrawn: what it is worth to somebody who plans by it. */
  readonly dateChanges: number;
  readonly releasedOn: IsoDate | null;
}

const byId = `
  select case_id as "caseId", person_id as "personId", received_on as "receivedOn",
    release_date as "releaseDate", release_type as "releaseType", date_changes as "dateChanges",
    released_on as "releasedOn"
  from housing.cases
  where case_id = $1`;

const patienceMs = 1000;

/** Looks cases up in housing's own model of custody. */
@Injectable()
export class HousingCases {
  constructor(
    private readonly readModels: ReadModels,
    private readonly waiter: ProjectionWaiter,
    private readonly store: EventStore,
  ) {}

  /**
   * A case that was opened a moment ago is found too: the model is waited for before she is said not to exist.
   * @throws NotFound @throws BeingSaved
   */
  async find(caseId: string): Promise<HousingCase> {
    const known = await this.look(caseId);
    if (known) return known;
    const position = await this.store.lastPosition();
    const reached = position === undefined || (await this.waiter.waitFor('housing.cases', position, patienceMs));
    const found = await this.look(caseId);
    if (found) return found;
    throw reached ? new NotFound('case') : new BeingSaved();
  }

  private async look(caseId: string): Promise<HousingCase | undefined> {
    const [row] = await this.readModels.query<HousingCase>(byId, [caseId]);
    return row;
  }
}
