import { calendarDays, daysBetween, earlierOf, isAfter, isBefore, laterOf, type PlainDate } from './plain-date';

/** A medicine whose supply is counted in days. Depots, as-needed and hospital-only items are not: they have a next dose instead. */
export interface CoverItem {
  readonly itemId: string;
  /** Whole days she holds when she leaves; 0 where nothing is known to be in her hand. */
  readonly inHandDays: number;
}

/** A prescription that still stands. Cancelled ones are left out. */
export interface CoverPrescription {
  readonly prescriptionId?: string;
  readonly days: number;
  /** Absent while it is only planned. */
  readonly issuedOn?: PlainDate;
  /** Absent while it waits: an uncollected prescription is not a supply. */
  readonly collectedOn?: PlainDate;
  /** The medicines it is for; all of them without it. */
  readonly itemIds?: readonly string[];
}

export interface CoverInput {
  readonly releaseDay: PlainDate;
  /** Then day 1 of what she holds is the day after release. */
  readonly doseGivenOnDayOfRelease: boolean;
  readonly items: readonly CoverItem[];
  readonly prescriptions: readonly CoverPrescription[];
  /** The first prescriber contact outside that still holds. */
  readonly firstContactOn?: PlainDate;
}

/** A run of days, both ends included. */
export interface DaysWithout {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly days: number;
}

interface Cover {
  /** The first day with none in hand. */
  readonly runOutOn: PlainDate;
  /** The last day she has some: the day before it runs out. */
  readonly coveredTo: PlainDate;
}

export interface ItemCover extends Cover {
  readonly itemId: string;
  /** Days without it before the first contact; absent when the cover reaches the contact, or no contact is known. */
  readonly gap?: DaysWithout;
  /** Days without it that a late collection ended. They stay on the record. */
  readonly missed: readonly DaysWithout[];
  readonly waiting: readonly CoverPrescription[];
}

/** Over all her medicines: the one that runs out first decides. */
export interface MedicineCover extends Partial<Cover> {
  readonly items: readonly ItemCover[];
  readonly gap?: DaysWithout;
  readonly missed: readonly DaysWithout[];
  readonly waiting: readonly CoverPrescription[];
  /** The last day on which collecting what was issued leaves no day without: the day before the first run-out it would move. */
  readonly collectBy?: PlainDate;
  /** Is a contact known, and does everything last until it? */
  readonly reachesContact: boolean;
}

/**
 * How long her medicines last after release, and which days before the first prescriber contact have none.
 *
 * Run-out = release day + days in hand; each collected prescription moves it to max(run-out, day collected) + its days
 * (law-and-practice B.1, our design over NICE NG57 and the NHS England letter of September 2024). Issued but not collected
 * is waiting, never cover. Calendar days in Europe/London throughout.
 */
export const medicineCover = (input: CoverInput): MedicineCover => {
  const items = input.items.map((item) => coverOf(item, input));
  const first = items.reduce<ItemCover | undefined>(
    (soonest, item) => (!soonest || isBefore(item.runOutOn, soonest.runOutOn) ? item : soonest),
    undefined,
  );
  const gaps = items.flatMap(({ gap }) => gap ?? []);
  return {
    items,
    runOutOn: first?.runOutOn,
    coveredTo: first?.coveredTo,
    gap: joined(gaps)[0],
    missed: joined(items.flatMap(({ missed }) => missed)),
    waiting: items.length === 0 ? [] : input.prescriptions.filter(waits),
    collectBy: collectBy(items),
    reachesContact: gaps.length === 0 && (items.length === 0 || input.firstContactOn !== undefined),
  };
};

/** A contact outside with somebody who can prescribe. */
export interface PrescriberContact {
  readonly on: PlainDate;
  readonly state: 'booked' | 'attended' | 'missed' | 'cancelled';
}

/** The earliest contact, from the day of release on, that still holds or was kept. */
export const firstPrescriberContact = (
  contacts: readonly PrescriberContact[],
  releaseDay: PlainDate,
): PlainDate | undefined =>
  contacts
    .filter(({ on, state }) => (state === 'booked' || state === 'attended') && !isBefore(on, releaseDay))
    .map(({ on }) => on)
    .reduce<PlainDate | undefined>((first, on) => (first ? earlierOf(first, on) : on), undefined);

const coverOf = (item: CoverItem, input: CoverInput): ItemCover => {
  const firstDay = input.releaseDay.add(calendarDays(input.doseGivenOnDayOfRelease ? 1 : 0));
  const forIt = input.prescriptions.filter(({ itemIds }) => !itemIds || itemIds.includes(item.itemId));
  const missed: DaysWithout[] = [];
  let runOutOn = firstDay.add(calendarDays(item.inHandDays));
  for (const { collectedOn, days } of collectedInOrder(forIt)) {
    if (isAfter(collectedOn, runOutOn)) missed.push(daysWithout(runOutOn, collectedOn));
    runOutOn = laterOf(runOutOn, collectedOn).add(calendarDays(days));
  }
  const { firstContactOn } = input;
  return {
    itemId: item.itemId,
    runOutOn,
    coveredTo: runOutOn.subtract(calendarDays(1)),
    gap: firstContactOn && isBefore(runOutOn, firstContactOn) ? daysWithout(runOutOn, firstContactOn) : undefined,
    missed,
    waiting: forIt.filter(waits),
  };
};

const waits = ({ collectedOn }: CoverPrescription): boolean => collectedOn === undefined;

const collectedInOrder = (prescriptions: readonly CoverPrescription[]) =>
  prescriptions
    .flatMap(({ collectedOn, days }) => (collectedOn ? [{ collectedOn, days }] : []))
    .sort((a, b) => daysBetween(b.collectedOn, a.collectedOn));

/** @param until the first day that is no longer without. */
const daysWithout = (from: PlainDate, until: PlainDate): DaysWithout => ({
  from,
  to: until.subtract(calendarDays(1)),
  days: daysBetween(from, until),
});

/** Runs of days that touch or overlap, put together, earliest first. */
const joined = (runs: readonly DaysWithout[]): readonly DaysWithout[] => {
  const result: DaysWithout[] = [];
  for (const run of [...runs].sort((a, b) => daysBetween(b.from, a.from))) {
    const last = result.at(-1);
    if (last && !isAfter(run.from, last.to.add(calendarDays(1)))) {
      result[result.length - 1] = daysWithout(last.from, laterOf(last.to, run.to).add(calendarDays(1)));
    } else result.push(run);
  }
  return result;
};

const collectBy = (items: readonly ItemCover[]): PlainDate | undefined =>
  items
    .filter(({ waiting }) => waiting.some(({ issuedOn }) => issuedOn !== undefined))
    .map(({ coveredTo }) => coveredTo)
    .reduce<PlainDate | undefined>((first, day) => (first ? earlierOf(first, day) : day), undefined);
