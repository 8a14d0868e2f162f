import type { PlainDate } from '@ttg/calendar';
import { cell, type Row } from '@ttg/calendar/read-table';
import type { Brand } from './brand';
import { optionalCell, readShippedTable, sourced, validity, type Sourced, type Validity } from './tables';
import { holdsOn } from './validity';

/**
 * The code of a council: the Office for National Statistics' GSS code. A council that is ordered but has no code yet has
 * a provisional one (`PROVISIONAL-EAST-SURREY`), which becomes a former code when the real one is published.
 */
export type GssCode = Brand<'GssCode'>;

export type CouncilKind = 'district' | 'unitary' | 'metropolitan' | 'london-borough' | 'welsh' | 'scottish';

/** A council with housing duties: 296 in England today, 22 in Wales, 32 in Scotland, and those that have merged since 2019. */
export interface Council extends Validity, Sourced {
  readonly code: GssCode;
  readonly codeStatus: 'published' | 'provisional';
  readonly name: string;
  readonly officialName: string;
  readonly nation: 'England' | 'Wales' | 'Scotland';
  readonly region?: string;
  readonly kind: CouncilKind;
  /** The short name of the council that took over on `until`. */
  readonly replacedBy?: string;
  /** Codes it had before a recoding; other systems still send them. */
  readonly formerCodes: readonly GssCode[];
  readonly note?: string;
}

const councilFrom = (row: Row): Council => ({
  code: cell(row, 'gss_code') as GssCode,
  codeStatus: cell(row, 'code_status') === 'provisional' ? 'provisional' : 'published',
  name: cell(row, 'name'),
  officialName: cell(row, 'official_name'),
  nation: cell(row, 'nation') as Council['nation'],
  region: optionalCell(row, 'region'),
  kind: cell(row, 'type') as CouncilKind,
  replacedBy: optionalCell(row, 'replaced_by'),
  formerCodes: cell(row, 'former_codes')
    .split('|')
    .filter((code) => code !== '') as GssCode[],
  note: optionalCell(row, 'note'),
  ...validity(row),
  ...sourced(row),
});

/** Every council of the table, those that are no more and those to come among them. */
export const councils: readonly Council[] = readShippedTable('local-authorities.csv').map(councilFrom);

const byCode = new Map<string, Council>(
  councils.flatMap((council) => [council.code, ...council.formerCodes].map((code) => [code, council] as const)),
);
const spoken = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ');
const byName = new Map<string, Council>(
  councils.flatMap((council) => [council.officialName, council.name].map((name) => [spoken(name), council] as const)),
);

/** The council of that code, present, former or provisional, whether or not it exists today. Spaces and case are forgiven. */
export const councilByCode = (code: string): Council | undefined => byCode.get(code.trim().toUpperCase());

/** The council of that code, if it exists on that day. */
export const findCouncil = (code: string, on: PlainDate): Council | undefined => {
  const council = councilByCode(code);
  return council && holdsOn(council, on) ? council : undefined;
};

/** The council of that short or official name, whether or not it exists today. */
export const councilByName = (name: string): Council | undefined => byName.get(spoken(name));

/** The councils that exist on that day, in order of name; of one nation where given. */
export const councilsOn = (on: PlainDate, nation?: Council['nation']): readonly Council[] =>
  councils
    .filter((council) => holdsOn(council, on) && (nation === undefined || council.nation === nation))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));

/**
 * Who does that council's work on that day: itself while it exists, then the council that replaced it, or that one's own
 * successor. Undefined before it exists. An open referral moves to it on the day of the merger.
 */
export const successorOn = (council: Council, on: PlainDate): Council | undefined => {
  if (holdsOn(council, on)) return council;
  if (council.from && !holdsOn({ from: council.from }, on)) return undefined;
  const next = council.replacedBy === undefined ? undefined : councilByName(council.replacedBy);
  return next && successorOn(next, on);
};
