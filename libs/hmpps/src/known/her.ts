import type { LegalStatus, ReleaseDate, ReleaseDateSource } from '@ttg/custody/events';
import type { IsoDate, IsoInstant } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';

/** Her open case, as far as a notice must be held against it. */
export interface OpenCase {
  readonly caseId: string;
  readonly status: 'in-custody' | 'released';
  readonly prison: PrisonId;
  readonly receivedOn: IsoDate;
  /** The day she came to the prison she is in, or was last in. */
  readonly hereSince: IsoDate;
  readonly releasedOn?: IsoDate;
  /** When a person recorded that she had not left: what is told of before that does not let her out. */
  readonly insideAsOf?: IsoInstant;
  readonly legalStatus: LegalStatus;
  readonly releaseDate?: ReleaseDate & { readonly source: ReleaseDateSource };
  /** Nobody but this inbox has written to it. */
  readonly untouched: boolean;
}

/** What is known here of the woman whose prison number it is. */
export interface Her {
  readonly personId: string;
  readonly openCase?: OpenCase;
}
