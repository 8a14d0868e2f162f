import { Injectable } from '@nestjs/common';
import type { Account } from '@ttg/access';
import { calendarDays, Clock } from '@ttg/calendar';
import { isoDate, ReadModels } from '@ttg/event-sourcing';
import type { Facts } from '../facts';
import { noCustody } from '../facts/custody-facts';
import { onThatDay, type OnThatDay } from '../rules';
import { AlertLines, type AlertRow } from './alert-lines';
import { boardRow } from './board-row';
import * as statements from './board-statements';
import {
  BoardQuery,
  type BoardFilters,
  type BoardPage,
  type BoardRow,
  type CasePage,
  type DigestLine,
  type Evidence,
} from './board-view';
import { CasePages } from './case-page.query';
import { type BoardCursor, readCursor, writeCursor } from './cursor';
import { HiddenWomen } from './hidden-women';
import { legalStatusInWords, needsOf } from './needs';
import { allPrisons, councilPlace, prisonPlace } from './places';
import { releaseView } from './release-view';
import { ShownNames } from './shown-names';
import { seesHealth, type Viewer, viewerOf } from './viewer';

const pageSize = 25;
/** How far the evidence of an empty list looks, where no filter says. Days. */
const evidenceDays = 14;

interface WomanRow {
  readonly caseId: string;
  readonly personId: string;
  readonly leaves: string;
  readonly rank: number;
  readonly facts: Facts;
}

interface Totals extends Omit<Evidence, 'withinDays'> {
  readonly actToday: number;
  readonly actThisWeek: number;
  readonly leaving: number;
}

interface Look {
  readonly lastDay: string;
  readonly cursor: BoardCursor | 'unknown' | undefined;
  /** Whom the viewer's council is not shown. */
  readonly hidden: readonly string[];
}

interface Found {
  readonly rows: readonly WomanRow[];
  readonly digest: readonly WomanRow[];
  readonly totals: Totals;
  readonly councils: readonly string[];
}

/** The release board and her page, out of the read models. */
@Injectable()
export class PostgresBoardQuery extends BoardQuery {
  constructor(
    private readonly readModels: ReadModels,
    private readonly names: ShownNames,
    private readonly lines: AlertLines,
    private readonly cases: CasePages,
    private readonly hidden: HiddenWomen,
    private readonly clock: Clock,
  ) {
    super();
  }

  casePage(account: Account, caseId: string, timelineCursor?: string): Promise<CasePage> {
    return this.cases.show(viewerOf(account), caseId, timelineCursor);
  }

  async board(account: Account, filters: BoardFilters): Promise<BoardPage> {
    const viewer = viewerOf(account);
    const today = this.clock.today();
    const cursor = filters.cursor === undefined ? undefined : (readCursor(filters.cursor) ?? 'unknown');
    const withinDays = filters.withinDays ?? evidenceDays;
    const lastDay = today.add(calendarDays(withinDays)).toString();
    const hidden = await this.hidden.from(viewer.council);
    const looked: Look = { lastDay, cursor, hidden };
    const { rows, digest, totals, councils } = await this.find(this.scope(viewer, filters), looked);
    const backwards = cursor !== 'unknown' && cursor?.direction === 'before';
    const shown = backwards ? rows.slice(-pageSize) : rows.slice(0, pageSize);
    const on = onThatDay(today);
    const [nameOf, alertsOf] = await this.about([...shown, ...digest], viewer);
    return {
      today: isoDate(today),
      rows: shown.map((row) => boardLine(row, viewer, nameOf, alertsOf, on)),
      digest: digest.map((row) => digestLine(row, nameOf, alertsOf)),
      ...counted(withinDays, totals, viewer),
      ...pages(rows, shown, cursor === 'unknown' ? undefined : cursor),
      prisons: viewer.prison ? [prisonPlace(viewer.prison)] : allPrisons(),
      councils: councils.map((code) => councilPlace(code, today)).sort((a, b) => a.name.localeCompare(b.name)),
    };
  }

  private scope({ prison, council, reader }: Viewer, filters: BoardFilters): unknown[] {
    const { withinDays } = filters;
    const lastDay = withinDays === undefined ? null : this.clock.today().add(calendarDays(withinDays)).toString();
    return [prison ?? null, council ?? null, reader ?? null, filters.prison ?? null, filters.council ?? null, lastDay];
  }

  /** All that the board shows, in one look; of rows one more than a page, so that it is known whether another follows. */
  private async find(scope: readonly unknown[], { lastDay, cursor, hidden }: Look): Promise<Found> {
    const place = typeof cursor === 'object' ? cursor : undefined;
    const statement = place?.direction === 'before' ? statements.boardBefore : statements.boardAfter;
    const from = place ? [place.leaves, place.rank, place.caseId] : [null, null, null];
    const rows = cursor === 'unknown' ? 0 : pageSize + 1;
    const [found] = await this.readModels.query<Found>(statement, [...scope, lastDay, ...from, pageSize, rows, hidden]);
    return found ?? nothing;
  }

  private async about(rows: readonly WomanRow[], viewer: Viewer) {
    const caseIds = [...new Set(rows.map(({ caseId }) => caseId))];
    const alertRows = viewer.reader ? await this.readModels.query<AlertRow>(statements.alertsOf, [caseIds]) : [];
    return Promise.all([
      this.names.of(
        rows.map(({ personId }) => personId),
        viewer,
      ),
      this.lines.of(alertRows, viewer),
    ]);
  }
}

type NameOf = Awaited<ReturnType<ShownNames['of']>>;
type AlertsOf = Awaited<ReturnType<AlertLines['of']>>;

const boardLine = (
  { caseId, personId, facts }: WomanRow,
  viewer: Viewer,
  nameOf: NameOf,
  alertsOf: AlertsOf,
  on: OnThatDay,
): BoardRow => {
  const row = boardRow(facts, on.today);
  return {
    caseId,
    name: nameOf(personId),
    prison: row.prison && !row.released ? prisonPlace(row.prison) : undefined,
    legalStatus: legalStatusInWords(row, viewer),
    release: releaseView(facts, row, on),
    ...needsOf(row, viewer),
    alerts: (alertsOf.get(caseId) ?? []).filter(({ severity }) => severity !== 'B'),
  };
};

const digestLine = ({ caseId, personId, facts }: WomanRow, nameOf: NameOf, alertsOf: AlertsOf): DigestLine => {
  const { prison, released } = facts.custody ?? noCustody;
  return {
    caseId,
    name: nameOf(personId),
    prison: prison && !released ? prisonPlace(prison) : undefined,
    alerts: (alertsOf.get(caseId) ?? []).filter(({ severity }) => severity === 'B'),
  };
};

const nobody: Totals = {
  women: 0,
  actToday: 0,
  actThisWeek: 0,
  leaving: 0,
  withoutAccommodation: 0,
  withoutGp: 0,
  withoutMedicines: 0,
};

const nothing: Found = { rows: [], digest: [], totals: nobody, councils: [] };

const counted = (withinDays: number, totals: Totals, viewer: Viewer): Pick<BoardPage, 'totals' | 'evidence'> => {
  const { women, actToday, actThisWeek, leaving, withoutAccommodation, withoutGp, withoutMedicines } = totals;
  return {
    totals: { women, actToday, actThisWeek },
    evidence: {
      withinDays,
      women: leaving,
      withoutAccommodation,
      ...(seesHealth(viewer) && { withoutGp, withoutMedicines }),
    },
  };
};

const pages = (
  found: readonly WomanRow[],
  shown: readonly WomanRow[],
  cursor: BoardCursor | undefined,
): Pick<BoardPage, 'next' | 'previous'> => {
  const [first, last] = [shown.at(0), shown.at(-1)];
  const backwards = cursor?.direction === 'before';
  const more = found.length > shown.length;
  const isFirst = !cursor || (backwards && !more);
  return {
    next: last && (backwards || more) ? writeCursor({ direction: 'after', ...last }) : undefined,
    previous: first && !isFirst ? writeCursor({ direction: 'before', ...first }) : undefined,
  };
};
