import { Personal } from '@ttg/event-sourcing';
import * as health from '@ttg/health/events';
import { caseId, day, id, on } from './values';

const practice = Personal.of('Y00001');
const [itemId, prescriptionId, contactId] = [id(4), id(5), id(6)];

export const samples = [
  health.gpRegistrationRequested({ caseId, on, practice, gms1Signed: true }),
  health.gpRegistrationConfirmed({ caseId, on, practice }),
  health.gpRegistrationRefused({ caseId, on, practice, reason: 'no-proof-of-address' }),
  health.gpRegistrationDeclined({ caseId, on, herWords: Personal.of('Not that one.') }),
  health.medicinesReviewed({
    caseId,
    on,
    items: [
      { itemId, countedInDays: true, inHandDays: 7 },
      { itemId: id(7), countedInDays: false, nextDoseOn: day('2027-04-01'), nextDoseGiver: 'named' },
      { itemId: id(8), countedInDays: false, asNeeded: true },
    ],
    doseGivenOnDayOfRelease: true,
    details: Personal.of([
      { itemId, kind: 'regular', nextDoseGiver: 'gp', dmd: '322341003', name: 'Examplamol', dose: '5 mg' },
    ] as const),
  }),
  health.noMedicinesNeeded({ caseId, on }),
  health.medicationHandoverPlanned({
    caseId,
    on,
    inHandDays: 7,
    prescriptionDays: 21,
    form: Personal.of('FP10MDA' as const),
    pharmacy: Personal.of('Example Pharmacy'),
  }),
  health.medicinesSupplied({ caseId, on, supplies: [{ itemId, inHandDays: 7 }], doseGivenOnDayOfRelease: false }),
  health.prescriptionIssued({
    caseId,
    prescriptionId,
    on,
    days: 21,
    form: Personal.of('FP10' as const),
    itemIds: [itemId],
  }),
  health.prescriptionCollected({ caseId, prescriptionId, on }),
  health.prescriptionCancelled({ caseId, prescriptionId, on, reason: 'changed' }),
  health.prescriberContactBooked({ caseId, contactId, on, kind: Personal.of('drug-service' as const) }),
  health.prescriberContactAttended({ caseId, contactId, on }),
  health.prescriberContactMissed({ caseId, contactId, on }),
  health.prescriberContactCancelled({ caseId, contactId, on }),
  health.courtDayMedicinesPlanned({ caseId, on }),
  health.medicationHandoverCompleted({ caseId, on, receivedBy: 'her' }),
];
