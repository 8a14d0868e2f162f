import { date, daysBetween, isAfter } from '@ttg/calendar';
import { type Decision, InvalidCommand, type IsoDate, isoDate, NotFound, Personal, Refusal } from '@ttg/event-sourcing';
import { accommodationType, accommodationTypes, limit } from '@ttg/reference';
import {
  accommodationConfirmed,
  accommodationEnded,
  accommodationFellThrough,
  accommodationRedated,
  accommodationStarted,
  type AccommodationEvent,
  type SafeToLive,
} from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import type { Accommodation, Place } from './accommodation';

type Deciding = Decision<Accommodation, AccommodationEvent>;

const cas3 = 'A17';

/** A code of homelessness, or none of the list: there is nothing to confirm. */
export class NotAccommodation extends InvalidCommand {
  readonly code = 'not-accommodation';
  readonly field = 'type';

  constructor(homeless: boolean) {
    const list = accommodationTypes.filter((type) => type.class !== 'homeless').map((type) => type.code);
    super(
      homeless
        ? 'This code says that she has nowhere to live, so there is nothing to confirm. Leave it out, and plan her first night.'
        : `Give the NDelius code of the accommodation: ${list.join(', ')}.`,
    );
  }
}

export class LeavesBeforeItBegins extends InvalidCommand {
  readonly code = 'leaves-before-it-begins';
  readonly field = 'to';

  constructor() {
    super('The day she must leave is after the day it begins. Check both dates.');
  }
}

export class TooManyNights extends InvalidCommand {
  readonly code = 'too-many-nights';
  readonly field = 'to';

  constructor(most: number) {
    super(`CAS3 lasts ${most} nights at most. Give an earlier day to leave, or leave it out for ${most} nights.`);
  }
}

export class NotAsThingsStand extends Refusal {
  readonly code: string;

  constructor(status: Place['status']) {
    super(`This accommodation is recorded as ${status.replace('-', ' ')}, so this cannot be done. Confirm another.`);
    this.code = `accommodation-${status}`;
  }
}

export interface ConfirmAccommodation {
  readonly caseId: string;
  readonly accommodationId: string;
  readonly type: string;
  readonly from: IsoDate;
  readonly to?: IsoDate;
  readonly safe: SafeToLive;
  readonly askedInPrivate: boolean;
  readonly address?: string;
}

/** A place is hers from that day. A CAS3 bed with no day to leave is hers for the nights CAS3 lasts. */
export const confirmAccommodation =
  ({ address, ...command }: ConfirmAccommodation, day: OnThatDay): Deciding =>
  () => {
    const type = accommodationType(command.type);
    if (!type || type.class === 'homeless') throw new NotAccommodation(type !== undefined);
    if (day.receivedOn) notBefore(command.from, day.receivedOn, 'she was received into custody', 'from');
    const to = lastMorning(command, day);
    return accommodationConfirmed({
      ...command,
      to,
      address: address === undefined ? undefined : Personal.of(address),
    });
  };

const lastMorning = (
  { type, from, to }: Pick<Place, 'type' | 'from' | 'to'>,
  { today }: OnThatDay,
): IsoDate | undefined => {
  const { value: most } = limit('cas3.stay', today);
  if (to === undefined) return type === cas3 ? isoDate(date(from).add({ days: most })) : undefined;
  const nights = daysBetween(date(from), date(to));
  if (nights < 1) throw new LeavesBeforeItBegins();
  if (type === cas3 && nights > most) throw new TooManyNights(most);
  return to;
};

interface OfPlace {
  readonly caseId: string;
  readonly accommodationId: string;
}

/** Other days. Without a day to leave it lasts as many nights as before. Once she lives there, only that day moves. */
export const redateAccommodation =
  (
    { caseId, accommodationId, from, to }: OfPlace & { readonly from: IsoDate; readonly to?: IsoDate },
    day: OnThatDay,
  ): Deciding =>
  (state) => {
    const place = standing(state, accommodationId);
    if (place.status === 'started' && place.from !== from) throw new NotAsThingsStand(place.status);
    if (day.receivedOn) notBefore(from, day.receivedOn, 'she was received into custody', 'from');
    const until = lastMorning({ type: place.type, from, to: to ?? sameNights(place, from) }, day);
    return accommodationRedated({ caseId, accommodationId, from, to: until });
  };

const sameNights = ({ from: was, to }: Place, from: IsoDate): IsoDate | undefined =>
  to && isoDate(date(from).add({ days: daysBetween(date(was), date(to)) }));

/** She was asked again whether it is safe: what is known of the place is confirmed anew with her answer. */
export const answerWhetherSafe =
  ({ caseId, accommodationId, safe, askedInPrivate }: OfPlace & Pick<Place, 'safe' | 'askedInPrivate'>): Deciding =>
  (state) => {
    const { type, from, to, address } = standing(state, accommodationId);
    return accommodationConfirmed({ caseId, accommodationId, type, from, to, address, safe, askedInPrivate });
  };

interface Ending extends OfPlace {
  readonly on?: IsoDate;
  readonly why?: string;
}

/** It will not be hers after all. */
export const loseAccommodation =
  ({ caseId, accommodationId, on, why }: Ending, day: OnThatDay): Deciding =>
  (state) => {
    const { status } = standing(state, accommodationId);
    if (status !== 'confirmed') throw new NotAsThingsStand(status);
    return accommodationFellThrough({ caseId, accommodationId, on: happenedOn(on, day), why: inHerWords(why) });
  };

/** She has moved in. */
export const startAccommodation =
  ({ caseId, accommodationId, on: given }: Ending, day: OnThatDay): Deciding =>
  (state) => {
    const { status, from } = standing(state, accommodationId);
    if (status !== 'confirmed') throw new NotAsThingsStand(status);
    const on = notBefore(happenedOn(given, day), from, 'the accommodation begins');
    return accommodationStarted({ caseId, accommodationId, on });
  };

/** She has left it. */
export const endAccommodation =
  ({ caseId, accommodationId, on: given, why }: Ending, day: OnThatDay): Deciding =>
  (state) => {
    const { status, from, on: startedOn } = standing(state, accommodationId);
    if (status !== 'started') throw new NotAsThingsStand(status);
    const on = notBefore(happenedOn(given, day), startedOn ?? from, 'she moved in');
    return accommodationEnded({ caseId, accommodationId, on, why: inHerWords(why) });
  };

const inHerWords = (why: string | undefined): Personal<string> | undefined =>
  why === undefined ? undefined : Personal.of(why);

/** @throws NotFound @throws NotAsThingsStand when it fell through or ended */
const standing = ({ places }: Accommodation, id: string): Place => {
  const place = places.find(({ accommodationId }) => accommodationId === id);
  if (!place) throw new NotFound('accommodation');
  if (place.status === 'fell-through' || place.status === 'ended') throw new NotAsThingsStand(place.status);
  return place;
};

/** Nights from the first to the one before she must leave; unknown while it is open-ended. */
export const nightsOf = ({ from, to }: Pick<Place, 'from' | 'to'>): number | undefined =>
  to && isAfter(date(to), date(from)) ? daysBetween(date(from), date(to)) : undefined;
