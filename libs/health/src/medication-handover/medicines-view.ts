import type { MedicineCover, DaysWithout, PlainDate } from '@ttg/calendar';
import type { Vault } from '@ttg/event-sourcing';
import type { MedicineItem } from '../events';
import { openFields, type Opened } from '../opened';
import { coverFrom, sortedStatus, type SortedStatus } from './cover';
import type { MedicationHandover, Plan, PrescriberContact, Prescription } from './medication-handover';

/** What all but healthcare may know (E.4): "medicines sorted to [date]", or not. */
export interface SortedView {
  readonly status: 'sorted' | 'not-sorted';
  /** The last day they last to; absent where there are none, or no date of release is known. */
  readonly sortedTo?: string;
}

export interface DaysWithoutView {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

export interface CoverView {
  /** The day of release it is counted from. */
  readonly releaseDay: string;
  readonly runOutOn?: string;
  readonly coveredTo?: string;
  readonly gap?: DaysWithoutView;
  readonly missed: readonly DaysWithoutView[];
  readonly collectBy?: string;
  readonly reachesContact: boolean;
}

export interface ItemView extends Omit<MedicineItem, 'nextDoseGiver' | 'asNeeded'> {
  readonly kind?: string;
  readonly nextDoseGiver?: string;
  readonly dmd?: string;
  readonly name?: string;
  readonly dose?: string;
  /** The last day this one lasts to. */
  readonly coveredTo?: string;
}

/** What healthcare sees: all of it. */
export interface MedicinesView extends Omit<
  MedicationHandover,
  'review' | 'items' | 'details' | 'plan' | 'prescriptions' | 'contacts'
> {
  readonly status: SortedStatus;
  readonly sortedTo?: string;
  readonly items: readonly ItemView[];
  readonly plan?: Opened<Plan>;
  readonly prescriptions: readonly Opened<Prescription>[];
  readonly contacts: readonly Opened<PrescriberContact>[];
  readonly cover?: CoverView;
}

export const sortedView = (handover: MedicationHandover, releaseDay: PlainDate | undefined): SortedView => {
  const cover = releaseDay && coverFrom(handover, releaseDay);
  const status = sortedStatus(handover, cover);
  if (status === 'none-needed') return { status: 'sorted' };
  return status === 'sorted' ? { status, sortedTo: cover?.coveredTo?.toString() } : { status: 'not-sorted' };
};

export const medicinesView = async (
  handover: MedicationHandover,
  releaseDay: PlainDate | undefined,
  vault: Vault,
): Promise<MedicinesView> => {
  const { review: _, items, details, plan, prescriptions, contacts, ...rest } = handover;
  const cover = releaseDay && coverFrom(handover, releaseDay);
  const status = sortedStatus(handover, cover);
  const opened = details && (await openFields(vault, { details })).details;
  return {
    ...rest,
    status,
    sortedTo: status === 'sorted' ? cover?.coveredTo?.toString() : undefined,
    items: items.map((item) => itemView(item, opened, cover)),
    plan: plan && (await openFields(vault, plan)),
    prescriptions: await Promise.all(prescriptions.map((prescription) => openFields(vault, prescription))),
    contacts: await Promise.all(contacts.map((contact) => openFields(vault, contact))),
    cover: releaseDay && cover && coverView(releaseDay, cover),
  };
};

type Details = Opened<Required<Pick<MedicationHandover, 'details'>>>['details'];

const itemView = (
  { asNeeded: _, nextDoseGiver: _named, ...item }: MedicineItem,
  details: Details | undefined,
  cover: MedicineCover | undefined,
): ItemView => {
  const { itemId } = item;
  const known = details === 'erased' ? undefined : details?.find((one) => one.itemId === itemId);
  const coveredTo = cover?.items.find((one) => one.itemId === itemId)?.coveredTo.toString();
  return { ...item, ...known, coveredTo };
};

const coverView = (releaseDay: PlainDate, cover: MedicineCover): CoverView => ({
  releaseDay: releaseDay.toString(),
  runOutOn: cover.runOutOn?.toString(),
  coveredTo: cover.coveredTo?.toString(),
  gap: cover.gap && inWords(cover.gap),
  missed: cover.missed.map(inWords),
  collectBy: cover.collectBy?.toString(),
  reachesContact: cover.reachesContact,
});

const inWords = ({ from, to, days }: DaysWithout): DaysWithoutView => ({
  from: from.toString(),
  to: to.toString(),
  days,
});
