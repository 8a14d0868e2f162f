import { type DomainEvent, Personal } from '@ttg/event-sourcing';
import {
  gpRegistrationConfirmed,
  gpRegistrationRequested,
  medicinesReviewed,
  prescriptionCollected,
  prescriptionIssued,
} from '@ttg/health/events';
import type { Step, Woman } from './case-story';

/** A practice for most; medicines for every second woman. */
export const healthSteps = (woman: Woman): Step[] => [...gp(woman), ...medicines(woman)];

const gp = ({ caseId, index, received, days }: Woman): Step[] => {
  const step = (after: number, event: DomainEvent): Step => ({
    day: received + after,
    stream: `gpRegistration-${caseId}`,
    event,
  });
  const requested = gpRegistrationRequested({ caseId, on: days.on(received + 20), gms1Signed: true });
  const confirmed = gpRegistrationConfirmed({ caseId, on: days.on(received + 45) });
  return [step(20, requested), ...(index % 3 === 0 ? [] : [step(45, confirmed)])];
};

const medicines = ({ caseId, referralId, index, received, release, days }: Woman): Step[] => {
  if (index % 2 === 1) return [];
  const stream = `medicationHandover-${caseId}`;
  const item = { itemId: referralId, countedInDays: true, inHandDays: 7 };
  const details = Personal.of([{ itemId: referralId, kind: 'regular' as const }]);
  const reviewedOn = days.on(received + 40);
  const prescription = { caseId, prescriptionId: referralId };
  return [
    {
      day: received + 40,
      stream,
      event: medicinesReviewed({ caseId, on: reviewedOn, items: [item], doseGivenOnDayOfRelease: false, details }),
    },
    {
      day: release,
      stream,
      event: prescriptionIssued({ ...prescription, on: days.on(release), days: 28, form: Personal.of('EPS' as const) }),
    },
    { day: release + 1, stream, event: prescriptionCollected({ ...prescription, on: days.on(release + 1) }) },
  ];
};
