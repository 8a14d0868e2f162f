import { date } from '@ttg/calendar';
import { isoDate, type IsoDate } from '@ttg/event-sourcing';
import { parsePrisonId, parsePrisonNumber } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';
import type { Her, OpenCase } from '../known/her';
import type { Received, Released } from '../notices/notice';
import type { PrisonerRecord } from '../record/prisoner-record';

/** What specifications of the translation start from: a synthetic woman, inside at Bronzefield since 1 March 2027. */
export const day = (text: string): IsoDate => isoDate(date(text));
export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

export const prisonNumber = parsePrisonNumber('A4092EA');
const told = { prisonNumber, prison: 'BZI', at: at('2027-03-24T10:00:00Z') };

export const receivedNotice = (changed: Partial<Received> = {}): Received => ({
  ...{ kind: 'received', reason: 'NEW_ADMISSION', ...told, ...changed },
});

export const releasedNotice = (changed: Partial<Released> = {}): Released => ({
  ...{ kind: 'released', reason: 'RELEASED', ...told, ...changed },
});

const bronzefield = parsePrisonId('BZI');
export const downview = parsePrisonId('DWI');

export const stay: OpenCase = {
  ...{ caseId: 'case', status: 'in-custody', prison: bronzefield, legalStatus: 'remand', untouched: true },
  ...{ receivedOn: day('2027-03-01'), hereSince: day('2027-03-01') },
};
export const inside: Her = { personId: 'person', openCase: stay };
export const out: Her = {
  personId: 'person',
  openCase: { ...stay, status: 'released', releasedOn: day('2027-03-20') },
};
export const noCase: Her = { personId: 'person' };

export const record: PrisonerRecord = {
  ...{ prisonNumber, names: { first: 'Synthetic', last: 'Example' }, dateOfBirth: day('1990-04-01') },
  ...{ bookingId: '1201102', prison: 'BZI', inside: true, lastMovement: { type: 'ADM' }, legalStatus: 'remand' },
  ...{ indeterminate: false, restrictedPatient: false, receptionDate: day('2027-03-24') },
};
export const gone: PrisonerRecord = {
  ...record,
  ...{ prison: 'OUT', inside: false, lastMovement: { type: 'REL', reason: 'CR', on: day('2027-03-24') } },
};

/** No movement of hers has counted yet. */
export const first = {};

/** An outcome with these steps, as a specification writes them: dates and ids as text. */
export const doing = (...steps: readonly object[]) => ({ is: 'to-do', steps });
