import type { ReleaseDateType } from '@ttg/calendar';
import type { ArrangementKind, CustodyEvent, LegalStatus, ScreeningFindings } from '@ttg/custody/events';
import type { IsoDate, IsoInstant, Recorded } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import { at, folding, lastOf, type Folds, type LastEvent } from './fold';
import { standingFindings } from './standing-findings';

export interface ScreeningFact {
  readonly on: IsoDate;
  readonly at: IsoInstant;
  readonly inPrivate: boolean;
  /** As they stand since: with what was answered before and not asked again. */
  readonly findings: ScreeningFindings;
}
/** A release date as it stood from `at` on; without a date it was withdrawn. */
export interface ReleaseDateFact {
  readonly at: IsoInstant;
  readonly date?: IsoDate;
  readonly type?: ReleaseDateType;
}
export interface SentenceFact {
  readonly on: IsoDate;
  readonly at: IsoInstant;
}
export interface MoveFact {
  readonly from: PrisonId;
  readonly to: PrisonId;
  readonly on: IsoDate;
  readonly at: IsoInstant;
}
export interface ReleasedFact {
  readonly on: IsoDate;
  readonly at: IsoInstant;
  readonly notice: 'planned' | 'no-notice';
  readonly toAccommodation: string;
}
export interface ArrangementFact {
  readonly made: boolean;
  readonly at: IsoInstant;
  readonly on?: IsoDate;
}

/** Reception, screening, dates with their history, moves and release. From `custody-{caseId}`. */
export interface CustodyFacts {
  readonly prison?: PrisonId;
  readonly receivedOn?: IsoDate;
  readonly receivedAt?: IsoInstant;
  readonly legalStatus?: LegalStatus;
  readonly screenings: readonly ScreeningFact[];
  readonly dates: readonly ReleaseDateFact[];
  readonly sentences: readonly SentenceFact[];
  readonly hearings: readonly IsoDate[];
  readonly moves: readonly MoveFact[];
  readonly released?: ReleasedFact;
  readonly arrangements: Readonly<Partial<Record<ArrangementKind, ArrangementFact>>>;
  /** First contact after release by her safe route. */
  readonly contactedAt?: IsoInstant;
  readonly closed: boolean;
  readonly last?: LastEvent;
}

export const noCustody: CustodyFacts = {
  screenings: [],
  dates: [],
  sentences: [],
  hearings: [],
  moves: [],
  arrangements: {},
  closed: false,
};

type Screened = Extract<
  CustodyEvent,
  { type: 'custody.reception-screening-completed' | 'custody.screening-repeated' }
>['data'];
const screened = (custody: CustodyFacts, data: Screened, recordedAt: IsoInstant): CustodyFacts => ({
  ...custody,
  screenings: [
    ...custody.screenings,
    {
      on: data.screenedOn,
      at: recordedAt,
      inPrivate: data.inPrivate,
      findings: standingFindings(data.findings, custody.screenings.at(-1)?.findings),
    },
  ],
});

const folds: Folds<CustodyFacts, Recorded<CustodyEvent>> = {
  'custody.woman-received': (custody, event) => ({
    ...custody,
    prison: event.data.prison,
    receivedOn: event.data.receivedOn,
    receivedAt: at(event),
    legalStatus: event.data.legalStatus,
    last: lastOf(event),
  }),
  'custody.reception-screening-completed': (custody, event) => ({
    ...screened(custody, event.data, at(event)),
    last: lastOf(event),
  }),
  'custody.screening-repeated': (custody, event) => ({
    ...screened(custody, event.data, at(event)),
    last: lastOf(event),
  }),
  'custody.custody-status-changed': (custody, event) => ({
    ...custody,
    legalStatus: event.data.legalStatus,
    last: lastOf(event),
  }),
  'custody.sentenced': (custody, event) => ({
    ...custody,
    legalStatus: event.data.sentenceType === 'suspended' ? custody.legalStatus : 'sentenced',
    sentences:
      event.data.sentenceType === 'suspended'
        ? custody.sentences
        : [...custody.sentences, { on: event.data.on, at: at(event) }],
    last: lastOf(event),
  }),
  'custody.release-date-set': (custody, event) => ({
    ...custody,
    dates: [...custody.dates, { at: at(event), date: event.data.date, type: event.data.type }],
    last: lastOf(event),
  }),
  'custody.release-date-changed': (custody, event) => ({
    ...custody,
    dates: [...custody.dates, { at: at(event), date: event.data.after.date, type: event.data.after.type }],
    last: lastOf(event),
  }),
  'custody.release-date-withdrawn': (custody, event) => ({
    ...custody,
    dates: [...custody.dates, { at: at(event) }],
    last: lastOf(event),
  }),
  'custody.moved-to-prison': (custody, event) => ({
    ...custody,
    prison: event.data.to,
    moves: [...custody.moves, { from: event.data.from, to: event.data.to, on: event.data.on, at: at(event) }],
    last: lastOf(event),
  }),
  'custody.court-hearing-listed': (custody, event) => ({
    ...custody,
    hearings: [...custody.hearings, event.data.on],
    last: lastOf(event),
  }),
  'custody.released': (custody, event) => ({
    ...custody,
    released: {
      on: event.data.on,
      at: at(event),
      notice: event.data.notice,
      toAccommodation: event.data.toAccommodation,
    },
    last: lastOf(event),
  }),
  // Whoever said that she was reached outside spoke of that release too.
  'custody.release-reversed': ({ released: _released, contactedAt: _contactedAt, ...custody }, event) => ({
    ...custody,
    last: lastOf(event),
  }),
  'custody.release-day-arrangement-made': (custody, event) => ({
    ...custody,
    arrangements: {
      ...custody.arrangements,
      [event.data.kind]: { made: true, at: at(event), on: event.data.on },
    },
    last: lastOf(event),
  }),
  'custody.release-day-arrangement-fell-through': (custody, event) => ({
    ...custody,
    arrangements: { ...custody.arrangements, [event.data.kind]: { made: false, at: at(event) } },
    last: lastOf(event),
  }),
  'custody.contact-after-release-made': (custody, event) => ({
    ...custody,
    contactedAt: custody.contactedAt ?? event.data.at,
    last: lastOf(event),
  }),
  'custody.returned-to-custody': (custody, event) => ({ ...custody, closed: true, last: lastOf(event) }),
  'custody.case-closed': (custody, event) => ({ ...custody, closed: true, last: lastOf(event) }),
  'custody.case-reopened': (custody, event) => ({ ...custody, closed: false, last: lastOf(event) }),
};

export const foldCustody = folding(folds);
