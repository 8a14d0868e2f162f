import type { FormError } from '@ttg/web/pages';
import type { BoardFilters, BoardPage, BoardRow, Need, Place } from '../board/board-view';
import { boardAddress, windows } from './board-filters';
import { evidenceLines, type EvidenceLine } from './evidence';
import { releaseWords, type ReleaseWords } from './release-words';

interface Offered {
  readonly value: string;
  readonly text: string;
}

interface Choice extends Offered {
  readonly selected: boolean;
}

interface Filter {
  readonly choices: readonly Choice[];
  readonly error?: string;
}

interface Row extends Omit<BoardRow, 'release'> {
  readonly href: string;
  readonly leaves: ReleaseWords;
  readonly needs: readonly { readonly label: string; readonly need: Need }[];
}

export interface BoardModel {
  readonly title: string;
  readonly today: string;
  readonly totals: BoardPage['totals'];
  readonly evidence: readonly EvidenceLine[];
  readonly filters: {
    readonly prisons: Filter;
    readonly councils: Filter;
    readonly days: Filter;
    readonly isSet: boolean;
  };
  readonly rows: readonly Row[];
  readonly digest: BoardPage['digest'];
  readonly next?: string;
  readonly previous?: string;
  readonly errors: readonly { readonly text: string; readonly href: string }[];
}

/** What the board's template shows. */
export const boardModel = (page: BoardPage, filters: BoardFilters, errors: readonly FormError[] = []): BoardModel => {
  const at = (cursor: string | undefined): string | undefined => cursor && boardAddress({ ...filters, cursor });
  const filter = (field: string, all: string, offered: readonly Offered[], chosen: string | undefined): Filter => ({
    choices: choices(all, offered, chosen),
    error: errors.find((error) => error.field === field)?.text,
  });
  return {
    title: 'Release board',
    today: page.today,
    totals: page.totals,
    evidence: evidenceLines(page.evidence),
    filters: {
      prisons: filter('prison', 'All prisons', page.prisons.map(ofPlace), filters.prison),
      councils: filter('council', 'All councils', page.councils.map(ofPlace), filters.council),
      days: filter('days', 'Any day', windows.map(ofDays), filters.withinDays?.toString()),
      isSet: filters.prison !== undefined || filters.council !== undefined || filters.withinDays !== undefined,
    },
    rows: page.rows.map(row),
    digest: page.digest,
    next: at(page.next),
    previous: at(page.previous),
    errors: errors.map(({ field, text }) => ({ text, href: `#${field ?? ''}` })),
  };
};

const row = ({ release, ...woman }: BoardRow): Row => ({
  ...woman,
  href: `/cases/${woman.caseId}`,
  leaves: releaseWords(release),
  needs: [
    { label: 'Accommodation', need: woman.accommodation },
    { label: 'GP', need: woman.gp },
    { label: 'Medication', need: woman.medication },
    { label: 'Agreements', need: woman.agreements },
  ],
});

const ofPlace = ({ code, name }: Place): Offered => ({ value: code, text: name });
const ofDays = (days: number): Offered => ({ value: `${days}`, text: `Within ${days} days` });

const choices = (all: string, offered: readonly Offered[], chosen = ''): readonly Choice[] =>
  [{ value: '', text: all }, ...offered].map((choice) => ({ ...choice, selected: choice.value === chosen }));
