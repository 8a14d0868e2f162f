import { RecordAccommodation } from '@ttg/housing/accommodation/commands';
import { acceptPlacement, referForPlacement, rejectPlacement } from '@ttg/housing/accommodation/placements';
import {
  confirmAccommodation,
  endAccommodation,
  loseAccommodation,
  redateAccommodation,
  startAccommodation,
} from '@ttg/housing/accommodation/places';
import type { Actor } from '@ttg/event-sourcing';
import { housingRates as rates, nightsOfPlace, placesFound } from '../../rates/housing';
import { lead, staffRates } from '../../rates/staff';
import { homeTypes } from '../custody/leaving';
import { daysFrom, daysUntil, type Day } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { probation } from '../staff';

type Decide = ConstructorParameters<typeof RecordAccommodation>[1];

const cas3 = { type: 'A17', nights: 84 };

const record = (life: Life, by: Actor, name: string, decide: Decide): void =>
  life.record(by, name, new RecordAccommodation(life.stay.caseId, decide));

const resettlement = (life: Life): Actor => life.inPrison('prison-resettlement');

/** Where she will live: her own home once somebody has asked, a CAS3 bed, or what else is found; kept in step with her date. */
export const places = (life: Life, dice: Dice): void => {
  const { place } = life.housing;
  if (place) follow(life, dice);
  else if (life.isInside) search(life, dice);
  else searchOutside(life, dice);
};

const search = (life: Life, dice: Dice): void => {
  const { her, housing, stay } = life;
  const { leavesOn } = stay;
  if (!leavesOn || stay.screened === 'not-yet' || !life.today.isWorking) return;
  if (!housing.inNeed) {
    const isAsked = life.leavesWithin(lead.home) && life.getsDone(dice, staffRates.homeChecked);
    if (isAsked) confirm(life, dice, { type: homeTypes[her.tenure], from: leavesOn });
    return;
  }
  if (!life.leavesWithin(lead.placement)) return;
  const pace = life.leavesWithin(lead.lastWeek) ? staffRates.placeFoundInLastWeek : staffRates.placeFound;
  if (life.getsDone(dice, pace)) find(life, dice, leavesOn);
  else bed(life, dice, leavesOn);
};

/** Outside, too: whoever left for her own home unasked is asked, and whoever left with nowhere to go may find a place. */
const searchOutside = (life: Life, dice: Dice): void => {
  const { her, housing, today } = life;
  const days = life.daysOutside ?? 0;
  if (days === 0 || days >= cas3.nights) return;
  if (!housing.inNeed && life.getsDone(dice, staffRates.homeChecked)) {
    confirm(life, dice, { type: homeTypes[her.tenure], from: today });
  } else if (housing.inNeed && life.getsDone(dice, staffRates.placeFoundOutside)) find(life, dice, today);
};

const find = (life: Life, dice: Dice, from: Day): void => {
  const type = dice.byShare(placesFound);
  const range = nightsOfPlace[type];
  confirm(life, dice, { type, from, nights: range && dice.between(...range) });
};

/** CAS3 follows the referral, for women under supervision (A.9). */
const bed = (life: Life, dice: Dice, leavesOn: Day): void => {
  const { housing, today, stay } = life;
  const { cas3: asked, referral } = housing;
  const on = today.iso;
  if (!asked) {
    const isReferred = referral !== undefined && referral.stage !== 'drafted';
    if (!isReferred || housing.noCas3 || !life.getsDone(dice, staffRates.cas3Asked)) return;
    housing.noCas3 = !dice.happens(rates.cas3.value);
    if (housing.noCas3) return;
    const placementReferralId = life.idOf('cas3');
    housing.cas3 = { placementReferralId };
    const request = { caseId: stay.caseId, placementReferralId, kind: 'CAS3', on } as const;
    record(life, probation, 'CAS3 asked for', (day) => referForPlacement(request, day));
    return;
  }
  if (!life.getsDone(dice, staffRates.cas3Answer)) return;
  housing.cas3 = undefined;
  housing.noCas3 = true;
  const answer = { caseId: stay.caseId, placementReferralId: asked.placementReferralId, on };
  if (dice.happens(rates.cas3Accepted.value)) {
    record(life, probation, 'CAS3 accepted', (day) => acceptPlacement(answer, day));
    confirm(life, dice, { ...cas3, from: leavesOn });
  } else {
    const reason = dice.oneOf(['no-vacancy', 'out-of-area', 'not-eligible']);
    record(life, probation, 'CAS3 rejected', (day) => rejectPlacement({ ...answer, reason }, day));
  }
};

interface Found {
  readonly type: string;
  readonly from: Day;
  readonly nights?: number;
}

const confirm = (life: Life, dice: Dice, { type, from, nights }: Found): void => {
  const { housing, stay, today } = life;
  const accommodationId = life.idOf(`place-${today.number}`);
  const askedInPrivate = dice.happens(rates.placeAskedInPrivate.value);
  const isSafe = !dice.happens(rates.placeNotSafe.value);
  const confirmed = {
    ...{ caseId: stay.caseId, accommodationId, type, from: from.iso, askedInPrivate },
    to: nights === undefined ? undefined : daysFrom(from, nights).iso,
    safe: isSafe ? ('yes' as const) : ('no' as const),
    address: '1 Example Street, Exampleton',
  };
  record(life, resettlement(life), 'accommodation confirmed', (day) => confirmAccommodation(confirmed, day));
  // One that is not safe is no place: the search goes on.
  if (isSafe) housing.place = { accommodationId, type, from, nights, status: 'confirmed' };
};

/** A place is hers: it moves with her date, is lost, begins and ends. */
const follow = (life: Life, dice: Dice): void => {
  const { housing, stay, today } = life;
  const { place } = housing;
  if (!place) return;
  const of = { caseId: stay.caseId, accommodationId: place.accommodationId };
  const on = today.iso;
  if (place.status === 'started') {
    const isOver = place.nights !== undefined && daysUntil(place.from, today) >= place.nights;
    if (!isOver) return;
    housing.place = undefined;
    record(life, resettlement(life), 'accommodation ended', (day) => endAccommodation({ ...of, on }, day));
  } else if (!life.isInside && today.number >= place.from.number) {
    place.status = 'started';
    record(life, resettlement(life), 'accommodation started', (day) => startAccommodation({ ...of, on }, day));
  } else if (dice.happens(rates.fallsThroughADay.value)) {
    housing.place = undefined;
    const lost = { ...of, on, why: 'The place was given to somebody else.' };
    record(life, resettlement(life), 'accommodation fell through', (day) => loseAccommodation(lost, day));
  } else redate(life, dice);
};

const redate = (life: Life, dice: Dice): void => {
  const { housing, stay } = life;
  const { place } = housing;
  const { leavesOn } = stay;
  if (!place || !leavesOn || place.from.number === leavesOn.number) return;
  if (!life.getsDone(dice, staffRates.placeRedated)) return;
  place.from = leavesOn;
  const moved = { caseId: stay.caseId, accommodationId: place.accommodationId, from: leavesOn.iso };
  record(life, resettlement(life), 'accommodation re-dated', (day) => redateAccommodation(moved, day));
};
