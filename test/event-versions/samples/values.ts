import { date } from '@ttg/calendar';
import { isoDate, isoInstant, type IsoDate, type IsoInstant } from '@ttg/event-sourcing';
import type { GssCode, PrisonId } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';

/** What samples are made of. Nobody in them exists. */
export const day = (text: string): IsoDate => isoDate(date(text));
export const at = (text: string): IsoInstant => isoInstant(Temporal.Instant.from(text));
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const [personId, caseId, otherId] = [id(1), id(2), id(3)];
export const prison = (code: string): PrisonId => code as PrisonId;
export const council = (code: string): GssCode => code as GssCode;
export const southwark = council('E09000028');
export const on = day('2027-03-24');
