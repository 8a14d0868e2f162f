import type { FormError } from '@ttg/web/pages';
import type { BoardFilters, BoardPage, BoardRow, Need, Place } from '../board/board-view';
import { boardAddress, windows } from './board-filters';
import { evidenceLines, type EvidenceLine } from './evidence';
import { releaseWords, type ReleaseWords } from './release-words';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
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
    readonly prisons: readonly Choice[];
    readonly councils: readonly Choice[];
    readonly days: readonly Choice[];
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
  return {
    title: 'Release board',
    today: page.today,
    totals: page.totals,
    evidence: evidenceLines(page.evidence),
    filters: {
      prisons: choices('All prisons', page.prisons.map(ofPlace), filters.prison),
      councils: choices('All councils', page.councils.map(ofPlace), filters.council),
      days: choices(
        'Any day',
        windows.map((days) => ({ value: `${days}`, text: `Within ${days} days` })),
        filters.withinDays?.toString(),
      ),
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

const ofPlace = ({ code, name }: Place): { value: string; text: string } => ({ value: code, text: name });

const choices = (all: string, offered: readonly { value: string; text: string }[], chosen = ''): readonly Choice[] =>
  [{ value: '', text: all }, ...offered].map((choice) => ({ ...choice, selected: choice.value === chosen }));
