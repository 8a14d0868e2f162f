import {
  caseClosed,
  contactAfterReleaseMade,
  receptionScreeningCompleted,
  releaseDateChanged,
  releaseDateSet,
  releaseDayArrangementMade,
  released,
  screeningRepeated,
  type ScreeningFindings,
  sentenced,
  womanReceived,
} from '@ttg/custody/events';
import { Personal } from '@ttg/event-sourcing';
import { personRegistered } from '@ttg/people/events';
import { parsePrisonId, type PrisonId, prisons } from '@ttg/reference';
import type { Step, Woman } from './case-story';

/** The calculated date was five days earlier, before it was calculated again. */
const recalculation = 5;

export const prisonOf = ({ index }: Woman): PrisonId => prisons[index % prisons.length]?.id ?? parsePrisonId('BZI');

/** Reception, screening, sentence and dates; release and what follows for those who have left. */
export const custodySteps = (woman: Woman): Step[] => {
  const { caseId, personId, index, received, release, days } = woman;
  const [on, prison] = [days.on(received), prisonOf(woman)];
  const stream = `custody-${caseId}`;
  const first = { date: days.on(release - recalculation), type: 'CRD' } as const;
  const second = { date: days.on(release), type: 'CRD' } as const;
  const screening = { caseId, inPrivate: true, findings: findings(index) };
  const names = Personal.of({ first: 'Example', last: `Synthetic-${index}` });
  return [
    { day: received, stream: `person-${personId}`, event: personRegistered({ personId, names, synthetic: true }) },
    {
      day: received,
      stream,
      event: womanReceived({
        caseId,
        personId,
        prison,
        receivedOn: on,
        from: 'court',
        legalStatus: 'remand',
        synthetic: true,
      }),
    },
    {
      day: received + 1,
      stream,
      event: receptionScreeningCompleted({ ...screening, screenedOn: days.on(received + 1) }),
    },
    { day: received + 3, stream, event: screeningRepeated({ ...screening, screenedOn: days.on(received + 3) }) },
    {
      day: received + 7,
      stream,
      event: sentenced({ caseId, on: days.on(received + 7), sentenceType: 'determinate', days: 400 }),
    },
    { day: received + 8, stream, event: releaseDateSet({ caseId, ...first, source: 'calculation' }) },
    {
      day: received + 25,
      stream,
      event: releaseDateChanged({ caseId, before: first, after: second, source: 'calculation' }),
    },
    {
      day: received + 30,
      stream,
      event: releaseDayArrangementMade({ caseId, kind: 'phone', byWhom: 'prison-resettlement' }),
    },
    { day: release - 7, stream, event: releaseDayArrangementMade({ caseId, kind: 'travel', on: days.on(release) }) },
    {
      day: release,
      stream,
      event: released({
        caseId,
        on: days.on(release),
        from: 'prison',
        prison,
        toAccommodation: 'not-known',
        notice: 'planned',
      }),
    },
    {
      day: release + 1,
      stream,
      event: contactAfterReleaseMade({ caseId, at: days.at(release + 1, index), route: 'safe-phone' }),
    },
    { day: release + 14, stream, event: caseClosed({ caseId, on: days.on(release + 14), reason: 'period-over' }) },
  ];
};

const findings = (index: number): ScreeningFindings => ({
  homeOnRelease: index % 4 === 0 ? 'return-to-previous-address' : 'nowhere',
  tenure: 'private-rent',
  tenancy: index % 4 === 0 ? 'kept' : 'ended',
  rentPaidBy: 'uc-housing',
  homeSafe: index % 4 === 0 ? 'yes' : 'not-asked',
  gp: index % 5 === 0 ? 'registered' : 'to-sort',
  medicines: index % 2 === 0 ? 'to-sort' : 'none',
});
