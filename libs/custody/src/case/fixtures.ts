import { date } from '@ttg/calendar';
import { isoDate, type IsoDate } from '@ttg/event-sourcing';
import { parsePrisonId } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';
import { caseClosed, receptionScreeningCompleted, released, releaseDateSet, womanReceived } from '../events';
import type { OnThatDay } from '../on-that-day';
import { findings } from '../screening/findings';

/** For specs: a synthetic case, received on 11 January 2027, looked at on 24 March. */
export const day = (text: string): IsoDate => isoDate(date(text));

export const onThe = (text: string): OnThatDay => ({
  today: date(text),
  now: Temporal.Instant.from(`${text}T12:00:00Z`),
});
export const today = onThe('2027-03-24');

export const caseId = '11111111-1111-4111-8111-111111111111';
export const personId = '22222222-2222-4222-8222-222222222222';
export const nextCaseId = '33333333-3333-4333-8333-333333333333';
export const bronzefield = parsePrisonId('BZI');
export const downview = parsePrisonId('DWI');

export const received = womanReceived({
  caseId,
  personId,
  prison: bronzefield,
  receivedOn: day('2027-01-11'),
  from: 'court',
  legalStatus: 'remand',
  synthetic: true,
});
export const screened = receptionScreeningCompleted({
  caseId,
  screenedOn: day('2027-01-12'),
  inPrivate: false,
  findings: findings({ inPrivate: false }),
});
export const dated = releaseDateSet({ caseId, date: day('2027-03-31'), type: 'CRD', source: 'calculation' });
export const left = released({
  caseId,
  on: day('2027-03-20'),
  from: 'prison',
  prison: bronzefield,
  toAccommodation: 'A17',
  notice: 'planned',
});
export const closedInError = caseClosed({ caseId, on: day('2027-03-21'), reason: 'opened-in-error' });
