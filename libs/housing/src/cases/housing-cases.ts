import { Injectable } from '@nestjs/common';
import type { ReleaseDateType } from '@ttg/calendar';
import { EventStore, type IsoDate, NotFound, ProjectionWaiter, ReadModels, Refusal } from '@ttg/event-sourcing';
import { BeingSaved } from '../being-saved';
import { Certainty } from '../certainty';

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
  /** Nothing more is done under it: opened in error, its period over. A return to custody closes it otherwise. */
  readonly closed: boolean;
  /** Opened for the wrong woman, or twice: no council is shown anything of it. */
  readonly openedInError: boolean;
}

const byId = `
  select case_id as "caseId", person_id as "personId", received_on as "receivedOn",
    release_date as "releaseDate", release_type as "releaseType", date_changes as "dateChanges",
    released_on as "releasedOn", closed, opened_in_error as "openedInError"
  from housing.cases
  where case_id = $1`;

export const casesModel = 'housing.cases';

const patienceMs = 1000;

/** Nothing leaves under a case that is over: it may have been opened for the wrong woman. */
export class CaseIsClosed extends Refusal {
  readonly code = 'case-closed';

  constructor() {
    super('This case is closed. Go to the one that is open, or reopen this one if it was closed by mistake.');
  }
}

/** @throws CaseIsClosed */
export const stillOpen = (of: HousingCase): HousingCase => {
  if (of.closed) throw new CaseIsClosed();
  return of;
};

/** Looks cases up in housing's own model of custody. */
@Injectable()
export class HousingCases {
  constructor(
    private readonly readModels: ReadModels,
    private readonly waiter: ProjectionWaiter,
    private readonly store: EventStore,
    private readonly certainty: Certainty,
  ) {}

  /**
   * A case that was opened a moment ago is found too: the model is waited for before she is said not to exist.
   * @throws NotFound @throws BeingSaved
   */
  async find(caseId: string): Promise<HousingCase> {
    const known = await this.look(caseId);
    if (known) return known;
    const position = await this.store.lastPosition();
    const reached = position === undefined || (await this.waiter.waitFor(casesModel, position, patienceMs));
    const found = await this.look(caseId);
    if (found) return found;
    throw reached ? new NotFound('case') : new BeingSaved();
  }

  /**
   * For showing to others: that it was closed a moment ago counts, and a case of which something could not be taken in is not shown.
   * @throws NotFound @throws BeingSaved
   */
  async certain(caseId: string): Promise<HousingCase> {
    const held = await this.certainty.heldBackIn(casesModel);
    if (held.has(caseId)) throw new BeingSaved();
    return this.find(caseId);
  }

  private async look(caseId: string): Promise<HousingCase | undefined> {
    const [row] = await this.readModels.query<HousingCase>(byId, [caseId]);
    return row;
  }
}
