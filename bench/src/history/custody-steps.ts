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
import { type DomainEvent, Personal } from '@ttg/event-sourcing';
import { personRegistered } from '@ttg/people/events';
import { parsePrisonId, type PrisonId, prisons } from '@ttg/reference';
import type { Step, Woman } from './case-story';

/** The calculated date was five days earlier, before it was calculated again. */
const recalculation = 5;

export const prisonOf = ({ index }: Pick<Woman, 'index'>): PrisonId =>
  prisons[index % prisons.length]?.id ?? parsePrisonId('BZI');

/** Reception, screening, sentence and dates; release and what follows for those who have left. */
export const custodySteps = (woman: Woman): Step[] => [
  ...reception(woman),
  ...sentenceAndDates(woman),
  ...release(woman),
];

const reception = ({ caseId, personId, index, received, days }: Woman): Step[] => {
  const on = (after: number) => days.on(received + after);
  const names = Personal.of({ first: 'Example', last: `Synthetic-${index}` });
  const screening = { caseId, inPrivate: true, findings: findings(index) };
  const [prison, receivedOn] = [prisonOf({ index }), on(0)];
  const her = { caseId, personId, prison, receivedOn, from: 'court', legalStatus: 'remand', synthetic: true } as const;
  const registered = personRegistered({ personId, names, synthetic: true });
  const step = stepIn(caseId);
  return [
    { day: received, stream: `person-${personId}`, event: registered },
    step(received, womanReceived(her)),
    step(received + 1, receptionScreeningCompleted({ ...screening, screenedOn: on(1) })),
    step(received + 3, screeningRepeated({ ...screening, screenedOn: on(3) })),
  ];
};

const sentenceAndDates = ({ caseId, received, release: leaves, days }: Woman): Step[] => {
  const first = { date: days.on(leaves - recalculation), type: 'CRD' } as const;
  const second = { date: days.on(leaves), type: 'CRD' } as const;
  const on = days.on(received + 7);
  const step = stepIn(caseId);
  return [
    step(received + 7, sentenced({ caseId, on, sentenceType: 'determinate', days: 400 })),
    step(received + 8, releaseDateSet({ caseId, ...first, source: 'calculation' })),
    step(received + 25, releaseDateChanged({ caseId, before: first, after: second, source: 'calculation' })),
  ];
};

const release = ({ caseId, index, received, release: leaves, days }: Woman): Step[] => {
  const on = days.on(leaves);
  const how = { from: 'prison', prison: prisonOf({ index }), toAccommodation: 'not-known', notice: 'planned' } as const;
  const at = days.at(leaves + 1, index);
  const step = stepIn(caseId);
  return [
    step(received + 30, releaseDayArrangementMade({ caseId, kind: 'phone', byWhom: 'prison' })),
    step(Math.max(leaves - 7, received + 31), releaseDayArrangementMade({ caseId, kind: 'travel', on })),
    step(leaves, released({ caseId, on, ...how })),
    step(leaves + 1, contactAfterReleaseMade({ caseId, at, route: 'safe-phone' })),
    step(leaves + 14, caseClosed({ caseId, on: days.on(leaves + 14), reason: 'period-over' })),
  ];
};

const stepIn =
  (caseId: string) =>
  (day: number, event: DomainEvent): Step => ({ day, stream: `custody-${caseId}`, event });

const findings = (index: number): ScreeningFindings => ({
  homeOnRelease: index % 4 === 0 ? 'return-to-previous-address' : 'nowhere',
  tenure: 'private-rent',
  tenancy: index % 4 === 0 ? 'kept' : 'ended',
  rentPaidBy: 'uc-housing',
  homeSafe: index % 4 === 0 ? 'yes' : 'not-asked',
  gp: index % 5 === 0 ? 'registered' : 'to-sort',
  medicines: index % 2 === 0 ? 'to-sort' : 'none',
});
