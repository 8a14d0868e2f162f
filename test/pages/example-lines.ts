import { date } from '@ttg/calendar';
import { isoDate, isoInstant, type IsoDate } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';
import type { AlertLine, BoardRow, Need, ReleaseView, TimelineEntry, WhyView } from '@ttg/readiness/board/board-view';

/** Pieces of a board for tests of pages. Every woman in it is synthetic: her surname says so. */

export const day = (text: string): IsoDate => isoDate(date(text));
export const need = (status: Need['status'], words = ''): Need => ({ status, words });
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const why: WhyView = {
  rule: 'G1',
  ruleVersion: 1,
  ruleInWords: 'Every one of the first 84 nights after release needs confirmed accommodation that is safe for her.',
  facts: [
    { label: 'First night without a bed', value: '24 March 2027' },
    { label: 'Nights not covered', value: '7' },
  ],
  sources: [
    { ref: 'S29, S30', words: 'Community accommodation service, tier 3: referrals open 84 nights before release.' },
    { ref: 'design', words: 'To be acted on today from 14 days before the first night.' },
  ],
  clearsWhen: 'All 84 nights are covered by a settled or transient address that is safe, and she was asked in private.',
};

export const alert = (number: number, more: Partial<AlertLine> = {}): AlertLine => ({
  alertId: id(900 + number),
  severity: 'A',
  text: 'No accommodation for the nights of 24 to 30 March',
  owner: 'Prison resettlement',
  isMine: true,
  raisedOn: day('2027-03-09'),
  due: day('2027-03-16'),
  compressed: false,
  why,
  actions: ['acknowledge', 'snooze', 'dispute'],
  ...more,
});

export const release = (leaves: string, days: number, more: Partial<ReleaseView> = {}): ReleaseView => ({
  day: day(leaves),
  date: day(leaves),
  type: 'conditional release date',
  days,
  released: false,
  certainty: 'settled',
  explanation:
    'She will have served 33 nights since sentence, so she does not leave on the eve of a weekend or bank holiday.',
  sources: [
    {
      ref: 'Criminal Justice Act 1961 s.23',
      words: 'A release that would fall on a Saturday, Sunday or bank holiday is on the working day before it.',
    },
  ],
  ...more,
});

export const row = (number: number, name: string, more: Partial<BoardRow> = {}): BoardRow => ({
  caseId: id(number),
  name: { kind: 'shown', text: name },
  prison: { code: 'DWI', name: 'HMP Downview' },
  legalStatus: 'sentenced',
  release: release('2027-04-21', 43),
  accommodation: need('done', '84 nights, safe'),
  gp: need('done'),
  medication: need('done', 'sorted to 19 May 2027'),
  agreements: need('done'),
  alerts: [],
  ...more,
});

export const happened = (number: number, on: string, text: string, recordedOn = on): TimelineEntry => ({
  eventId: id(700 + number),
  text,
  who: 'Prison resettlement, HMP Bronzefield',
  occurredAt: isoInstant(Temporal.Instant.from(`${on}T10:00:00Z`)),
  recordedAt: isoInstant(Temporal.Instant.from(`${recordedOn}T15:30:00Z`)),
});
