import { date } from '@ttg/calendar';
import { NotFound, Personal, type IsoDate } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import {
  courtDayMedicinesPlanned,
  medicationHandoverCompleted,
  medicationHandoverPlanned,
  medicinesReviewed,
  medicinesSupplied,
  noMedicinesNeeded,
  prescriberContactAttended,
  prescriberContactBooked,
  prescriberContactCancelled,
  prescriberContactMissed,
  prescriptionCancelled,
  prescriptionCollected,
  prescriptionIssued,
  type MedicationHandoverEvent,
  type PrescriberKind,
} from '../events';
import { DateTooEarly } from '../on-that-day';
import { attendContact, bookContact, cancelContact, missContact } from './contacts';
import { coverFrom, sortedStatus } from './cover';
import { medicationHandover } from './medication-handover';
import {
  ContactIsOver,
  FormNeeded,
  ItemTwice,
  NotCountedThatWay,
  NotReviewed,
  PrescriptionCancelledBefore,
  PrescriptionCollectedBefore,
  TooManyDays,
  UnknownItem,
} from './refusals';
import { needNoMedicines, reviewMedicines, type ReviewedMedicine } from './review';
import {
  cancelPrescription,
  collectPrescription,
  completeHandover,
  issuePrescription,
  planCourtDay,
  planHandover,
  supplyMedicines,
} from './supply';

const given = specification(medicationHandover);
const iso = (text: string): IsoDate => date(text).toString() as IsoDate;
const dayOf = (text: string) => ({ today: date(text), receivedOn: iso('2027-01-11') });
const friday = dayOf('2027-03-12');
const caseId = '0b0f0e1c-0000-4000-8000-000000000002';
const itemId = '0b0f0e1c-0000-4000-8000-00000000000a';
const depotId = '0b0f0e1c-0000-4000-8000-00000000000b';
const prescriptionId = '0b0f0e1c-0000-4000-8000-00000000000c';
const contactId = '0b0f0e1c-0000-4000-8000-00000000000d';

const regular: ReviewedMedicine = { itemId, again: false, kind: 'regular', inHandDays: 3 };
const depot: ReviewedMedicine = {
  itemId: depotId,
  again: false,
  kind: 'depot',
  nextDoseOn: iso('2027-04-05'),
  nextDoseGiver: 'mental-health-team',
};
const review = (...items: ReviewedMedicine[]) =>
  reviewMedicines({ caseId, items, doseGivenOnDayOfRelease: false }, friday);
const reviewed = medicinesReviewed({
  caseId,
  on: iso('2027-03-12'),
  items: [{ itemId, countedInDays: true, inHandDays: 3 }],
  doseGivenOnDayOfRelease: false,
  details: Personal.of([{ itemId, kind: 'regular', nextDoseGiver: undefined }]),
});
const withDepot = medicinesReviewed({
  ...reviewed.data,
  items: [
    {
      itemId: depotId,
      countedInDays: false,
      nextDoseOn: iso('2027-04-05'),
      nextDoseGiver: 'named',
      asNeeded: undefined,
    },
  ],
  details: Personal.of([{ itemId: depotId, kind: 'depot', nextDoseGiver: 'mental-health-team' }]),
});
const form = Personal.of('EPS' as const);
const issued = prescriptionIssued({ caseId, prescriptionId, on: iso('2027-03-24'), days: 28, form });
const collected = prescriptionCollected({ caseId, prescriptionId, on: iso('2027-03-25') });
const booked = prescriberContactBooked({
  caseId,
  contactId,
  on: iso('2027-04-02'),
  kind: Personal.of<PrescriberKind>('gp'),
});
const planned = medicationHandoverPlanned({
  caseId,
  on: iso('2027-03-12'),
  inHandDays: 3,
  prescriptionDays: 28,
  form,
  pharmacy: undefined,
});

describe('the review', () => {
  it('keeps days in clear and kinds sealed', () => given().when(review(regular)).then(reviewed));

  it('tells of a depot only that its next dose is dated and a giver named', () =>
    given().when(review(depot)).then(withDepot));

  it('asks no next dose of what is taken when needed', () =>
    expect(review({ itemId, again: false, kind: 'as-needed' })(medicationHandover.initial)).toMatchObject({
      data: { items: [{ countedInDays: false, asNeeded: true }] },
    }));

  it('counts in days what is counted so, and dates the rest', () => {
    given()
      .when(review({ ...regular, nextDoseOn: iso('2027-04-05') }))
      .thenRefused(NotCountedThatWay, /days in hand/);
    given()
      .when(review({ ...depot, inHandDays: 3 }))
      .thenRefused(NotCountedThatWay, /next dose/);
    given()
      .when(review({ ...regular, kind: 'opioid-substitution' }))
      .thenRefused(NotCountedThatWay);
  });

  it('names a medicine once, and an earlier one only if there was one', () => {
    given().when(review(regular, regular)).thenRefused(ItemTwice);
    given()
      .when(review({ ...regular, again: true }))
      .thenRefused(UnknownItem);
    given(reviewed)
      .when(review({ ...regular, again: true }))
      .then(reviewed);
  });

  it('may find that she needs none', () =>
    given(reviewed)
      .when(needNoMedicines({ caseId }, friday))
      .then(noMedicinesNeeded({ caseId, on: iso('2027-03-12') })));
});

describe('the supply', () => {
  it('is planned with the form of its prescription', () => {
    const plan = { caseId, inHandDays: 3, prescriptionDays: 28 };
    given(reviewed).when(planHandover(plan, friday)).thenRefused(FormNeeded);
    given(reviewed)
      .when(planHandover({ ...plan, form: 'EPS' }, friday))
      .then(planned);
    given(reviewed)
      .when(planHandover({ ...plan, prescriptionDays: 0 }, friday))
      .then(medicationHandoverPlanned({ ...planned.data, prescriptionDays: 0, form: undefined }));
  });

  it('goes by instalments for 14 days at most', () => {
    const plan = { caseId, inHandDays: 0, prescriptionDays: 15, form: 'FP10MDA' } as const;
    given().when(planHandover(plan, friday)).thenRefused(TooManyDays, /14/);
    given()
      .when(issuePrescription({ caseId, prescriptionId, days: 15, form: 'FP10MDA' }, friday))
      .thenRefused(TooManyDays);
  });

  it('is of medicines of the review that are counted in days, each once', () => {
    const supply = (...ids: string[]) =>
      supplyMedicines(
        { caseId, supplies: ids.map((id) => ({ itemId: id, inHandDays: 7 })), doseGivenOnDayOfRelease: true },
        friday,
      );
    given(reviewed)
      .when(supply(itemId))
      .then(
        medicinesSupplied({
          caseId,
          on: iso('2027-03-12'),
          supplies: [{ itemId, inHandDays: 7 }],
          doseGivenOnDayOfRelease: true,
        }),
      );
    given(reviewed).when(supply(itemId, itemId)).thenRefused(ItemTwice);
    given(withDepot).when(supply(depotId)).thenRefused(UnknownItem);
  });

  it('may be planned for a day in court before any review, and is handed over only after one', () => {
    given()
      .when(planCourtDay({ caseId }, friday))
      .then(courtDayMedicinesPlanned({ caseId, on: iso('2027-03-12') }));
    const complete = completeHandover({ caseId, receivedBy: 'gp' }, friday);
    given().when(complete).thenRefused(NotReviewed);
    given(reviewed)
      .when(complete)
      .then(medicationHandoverCompleted({ caseId, on: iso('2027-03-12'), receivedBy: 'gp' }));
  });
});

describe('a prescription', () => {
  const thursday = dayOf('2027-03-25');

  it('is issued for medicines of the review', () => {
    const command = { caseId, prescriptionId, days: 28, form: 'EPS' } as const;
    given(reviewed)
      .when(issuePrescription(command, dayOf('2027-03-24')))
      .then(issued);
    given(reviewed)
      .when(issuePrescription({ ...command, itemIds: [depotId] }, thursday))
      .thenRefused(UnknownItem);
  });

  it('is collected once, after it was issued', () => {
    given(issued).when(collectPrescription({ caseId, prescriptionId }, thursday)).then(collected);
    given(issued, collected).when(collectPrescription({ caseId, prescriptionId }, thursday)).thenNothing();
    given(issued)
      .when(collectPrescription({ caseId, prescriptionId, on: iso('2027-03-23') }, thursday))
      .thenRefused(DateTooEarly);
    given().when(collectPrescription({ caseId, prescriptionId }, thursday)).thenRefused(NotFound);
  });

  it('is cancelled only while it waits', () => {
    const cancel = cancelPrescription({ caseId, prescriptionId, reason: 'changed' }, thursday);
    const cancelled = prescriptionCancelled({ caseId, prescriptionId, on: iso('2027-03-25'), reason: 'changed' });
    given(issued).when(cancel).then(cancelled);
    given(issued, collected).when(cancel).thenRefused(PrescriptionCollectedBefore);
    given(issued, cancelled)
      .when(collectPrescription({ caseId, prescriptionId }, thursday))
      .thenRefused(PrescriptionCancelledBefore);
  });
});

describe('a contact with a prescriber', () => {
  const after = dayOf('2027-04-06');
  const it_ = { caseId, contactId };

  it('is booked for a day to come', () =>
    given()
      .when(bookContact({ ...it_, on: iso('2027-04-02'), kind: 'gp' }, friday))
      .then(booked));

  it('is attended, missed or cancelled, once', () => {
    const missed = prescriberContactMissed({ ...it_, on: iso('2027-04-06') });
    given(booked)
      .when(attendContact({ ...it_, on: iso('2027-04-01') }, after))
      .then(prescriberContactAttended({ ...it_, on: iso('2027-04-01') }));
    given(booked).when(missContact(it_, after)).then(missed);
    given(booked).when(missContact(it_, friday)).thenRefused(DateTooEarly);
    given(booked)
      .when(cancelContact(it_, friday))
      .then(prescriberContactCancelled({ ...it_, on: iso('2027-03-12') }));
    given(booked, missed).when(attendContact(it_, after)).thenRefused(ContactIsOver);
    given().when(attendContact(it_, after)).thenRefused(NotFound);
  });
});

describe('whether her medicines are sorted, released on 24 March', () => {
  const status = (...events: MedicationHandoverEvent[]) => {
    const state = events.reduce(medicationHandover.evolve, medicationHandover.initial);
    const cover = coverFrom(state, date('2027-03-24'));
    return { status: sortedStatus(state, cover), to: cover.coveredTo?.toString(), gap: cover.gap?.days };
  };

  it('is not known before the review, and they need no sorting where there are none', () => {
    expect(status().status).toBe('not-reviewed');
    expect(status(reviewed, noMedicinesNeeded({ caseId, on: iso('2027-03-12') })).status).toBe('none-needed');
  });

  it('is no while a prescription is planned, or waits: six days without', () => {
    expect(status(reviewed, booked, planned)).toEqual({ status: 'not-sorted', to: '2027-03-26', gap: 6 });
    expect(status(reviewed, booked, planned, issued)).toEqual({ status: 'not-sorted', to: '2027-03-26', gap: 6 });
  });

  it('is yes, to 23 April, once she has collected it', () =>
    expect(status(reviewed, booked, planned, issued, collected)).toEqual({ status: 'sorted', to: '2027-04-23' }));

  it('is no without a contact outside, and no again when she misses it', () => {
    expect(status(reviewed, issued, collected).status).toBe('not-sorted');
    const missed = prescriberContactMissed({ caseId, contactId, on: iso('2027-04-02') });
    expect(status(reviewed, booked, issued, collected, missed).status).toBe('not-sorted');
  });

  it('takes days in hand from the plan until a supply says otherwise', () => {
    const unknown = medicinesReviewed({ ...reviewed.data, items: [{ itemId, countedInDays: true }] });
    const supplied = medicinesSupplied({
      caseId,
      on: iso('2027-03-24'),
      supplies: [{ itemId, inHandDays: 14 }],
      doseGivenOnDayOfRelease: true,
    });
    expect(status(unknown, planned).to).toBe('2027-03-26');
    expect(status(unknown, planned, supplied).to).toBe('2027-04-07');
  });

  it('takes a date and a giver of the next dose for a depot', () => {
    expect(status(withDepot, booked).status).toBe('sorted');
    const undated = medicinesReviewed({ ...withDepot.data, items: [{ itemId: depotId, countedInDays: false }] });
    expect(status(undated, booked).status).toBe('not-sorted');
  });
});
