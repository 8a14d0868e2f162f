import {
  calendarDays,
  firstPrescriberContact,
  isAfter,
  laterOf,
  medicineCover,
  type MedicineCover,
  type PlainDate,
} from '@ttg/calendar';
import type { MedicinesFacts } from '../facts';
import { windowOpened, type ExpectedRelease } from './expected-release';
import type { FactsUsed, Finding, Rule, Situation, Stage } from './finding';
import { medicinesNeed } from './health-needs';
import { day, learnedOn } from './on-that-day';
import { firstAlert, ladder, latest, urgentFrom } from './stages';

/** How her medicines stand for the day of release. */
export type MedicinesState =
  | { readonly state: 'sorted'; readonly coveredTo?: PlainDate }
  | { readonly state: 'not-reviewed' }
  | { readonly state: 'not-arranged' }
  | CoverEnds;

/** Where her cover ends is known; with a first contact, so is the end of the days without. */
type CoverEnds =
  | { readonly state: 'no-first-contact'; readonly cover: MedicineCover }
  | { readonly state: 'gap'; readonly cover: MedicineCover; readonly contactOn: PlainDate };

/** Cover by B.1, from the day she leaves to the first prescriber contact. */
export const medicinesState = (medicines: MedicinesFacts | undefined, releaseDay: PlainDate): MedicinesState => {
  if (medicines?.status !== 'reviewed') return { state: 'not-reviewed' };
  const contacts = Object.values(medicines.contacts).map(({ on, state }) => ({ on: day(on), state }));
  const items = medicines.items
    .filter(({ countedInDays }) => countedInDays)
    .map(({ itemId, inHandDays }) => ({
      itemId,
      inHandDays: medicines.supplied[itemId] ?? inHandDays ?? medicines.planned?.inHandDays ?? 0,
    }));
  const seen = contacts.some(({ on, state }) => state === 'attended' && !isAfter(releaseDay, on));
  if (seen || items.length === 0) return { state: 'sorted' };
  const firstContactOn = firstPrescriberContact(contacts, releaseDay);
  const { doseGivenOnDayOfRelease } = medicines;
  const prescriptions = prescriptionsOf(medicines);
  const cover = medicineCover({ releaseDay, doseGivenOnDayOfRelease, items, prescriptions, firstContactOn });
  if (firstContactOn && cover.gap) return { state: 'gap', cover, contactOn: firstContactOn };
  if (firstContactOn) return { state: 'sorted', coveredTo: cover.coveredTo };
  const supplied = prescriptions.length > 0 || items.some(({ inHandDays }) => inHandDays > 0);
  return supplied ? { state: 'no-first-contact', cover } : { state: 'not-arranged' };
};

const prescriptionsOf = ({ prescriptions, planned }: MedicinesFacts) => {
  const issued = Object.values(prescriptions).map(({ days, issuedOn, itemIds, collectedOn }) => ({
    days,
    itemIds,
    issuedOn: day(issuedOn),
    collectedOn: collectedOn && day(collectedOn),
  }));
  return issued.length === 0 && planned && planned.prescriptionDays > 0 ? [{ days: planned.prescriptionDays }] : issued;
};

/** G16: her medicine ends before the first day somebody outside can prescribe. Healthcare owns it; nobody else is told which. */
export const medicineGap: Rule = (situation) => {
  const { facts, release } = situation;
  const need = medicinesNeed(facts);
  if (!need || !release) return [];
  const found = medicinesState(facts.health.medicines, release.planned);
  if (found.state === 'sorted') return [];
  const known = latest(need.since, release.knownSince);
  if (found.state === 'not-reviewed' || found.state === 'not-arranged') {
    return [
      finding(situation, release, {
        stages: unsorted(situation, release, known),
        facts: { because: found.state },
        due: laterOf(release.planned, known),
      }),
    ];
  }
  const changed = facts.health.medicines?.changedAt;
  const learned = latest(known, changed && learnedOn(changed));
  return [finding(situation, release, foreseen(situation, release, { found, known, learned }))];
};

interface Foreseen {
  readonly stages: readonly Stage[];
  readonly facts: FactsUsed;
  readonly due?: PlainDate;
}

/** The task opens as long before the alert as every task does. */
const taskOpens = ({ on }: Situation, release: ExpectedRelease, known: PlainDate): PlainDate =>
  laterOf(known, windowOpened(release, on.limit('medicines.alert').value + on.limit('alerts.afterTask').value));

const unsorted = (situation: Situation, release: ExpectedRelease, known: PlainDate): readonly Stage[] =>
  ladder({
    opened: taskOpens(situation, release, known),
    alert: release.day.subtract(calendarDays(situation.on.limit('medicines.alert').value)),
  });

/** A gap with both its ends is told when it is foreseen; without a first contact the end is open, and it waits for T-10. */
const foreseen = (
  situation: Situation,
  release: ExpectedRelease,
  { found, known, learned }: { found: CoverEnds; known: PlainDate; learned: PlainDate },
): Foreseen => {
  const { on } = situation;
  const { cover } = found;
  const from = cover.gap?.from ?? cover.runOutOn ?? release.planned;
  const urgent = laterOf(
    from.subtract(calendarDays(on.limit('medicines.gapUrgent').value)),
    urgentFrom(learned, release.day, on),
  );
  const noContact = release.day.subtract(calendarDays(on.limit('medicines.alert').value));
  const opens = taskOpens(situation, release, known);
  const hasGap = found.state === 'gap';
  const alert = hasGap ? learned : noContact;
  return {
    stages: ladder({ opened: isAfter(opens, alert) ? alert : opens, alert, urgent }),
    facts: {
      because: found.state,
      withoutFrom: from.toString(),
      withoutTo: cover.gap?.to.toString() ?? null,
      days: cover.gap?.days ?? null,
      firstContact: hasGap ? found.contactOn.toString() : null,
      prescriptionWaiting: cover.waiting.some(({ issuedOn }) => issuedOn !== undefined),
    },
    due: laterOf(cover.collectBy ?? from.subtract(calendarDays(1)), learned),
  };
};

const finding = ({ on }: Situation, release: ExpectedRelease, { stages, facts, due }: Foreseen): Finding => {
  const opened = stages[0]?.from;
  const window = release.planned.subtract({
    days: on.limit('medicines.alert').value + on.limit('alerts.afterTask').value,
  });
  return {
    rule: 'G16',
    subject: '',
    stages,
    audience: ['prison-healthcare', 'prison-resettlement', 'probation-practitioner'],
    facts,
    sources: [
      on.limit('medicines.alert').source,
      on.limit('medicines.gapUrgent').source,
      on.limit('medicines.uncollected').source,
    ],
    due,
    compressed: opened !== undefined && isAfter(opened, window),
    tasks: [{ kind: 'sort-medicines', subject: '', owner: 'prison-healthcare', due: due ?? firstAlert(stages) }],
  };
};
