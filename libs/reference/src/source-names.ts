import type { Source } from '@ttg/calendar';

/** The publications behind the keys of the source register, short enough for a page. */
const publications: Readonly<Record<string, string>> = {
  S4: 'Sentencing Act 2026, section 32',
  S6: 'Homelessness Code of Guidance, chapter 4',
  S20: 'Milton Keynes, guide to the duty to refer',
  S23: 'Mid Devon, duty to refer',
  S24: 'Revolving Doors, 2022 and 2025',
  S25: 'HMPPS, calculate release dates',
  S29: 'HMPPS, single accommodation service',
  S30: 'HMPPS, temporary accommodation',
  S42: 'GOV.UK, benefits and prison',
  S44: 'Voices of Stoke, 2019',
  S45: 'Universal Credit Advice',
  S51: 'HMPPS, approved premises',
  S55: 'GOV.UK, guidance on CAS3',
  S59: 'Expert Citizens, on Friday releases',
  S60: 'Nacro, on Friday releases',
  S62: 'NICE QS156 and NG57',
  S63: 'NHS England, letter of September 2024',
  S69: 'Management in Practice, May 2018',
  S71: 'NICE NG57',
  S73: 'Management in Practice, September 2024',
  S105: 'HMPPS, resettlement and pre-release',
  S109: 'Prison Reform Trust, April 2025',
  S111: 'HM Inspectorate of Prisons, May 2022',
  S121: 'Information Commissioner, September 2023',
  S122: 'Information Commissioner, November 2023',
};

/** Where a rule comes from, as a reader can look it up: the publication, and whether the figure is a threshold of our own. */
export const sourceName = ({ ref, confidence }: Pick<Source, 'ref' | 'confidence'>): string => {
  const named = ref
    .split(', ')
    .flatMap((key) => publications[key] ?? [])
    .join('; ');
  if (confidence === 'design') return named ? `our own threshold, after ${named}` : 'our own threshold';
  return named || ref;
};

/** A source in one line, as an alert keeps it. */
export const sourceInWords = (source: Source): string => `${source.words} (${sourceName(source)})`;
