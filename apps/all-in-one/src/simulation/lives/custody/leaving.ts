import { RecordRelease } from '@ttg/custody/release/commands';
import type { Dice } from '../dice';
import type { Life } from '../life';

/** She leaves, to where she has a place from that day; many who leave a court leave for nobody knows where. */
export const leave = (life: Life, dice: Dice, from: 'prison' | 'court'): void => {
  const { stay, today } = life;
  const release = { on: today.iso, from, toAccommodation: goesTo(life, dice) };
  life.record(life.inPrison('prison-resettlement'), 'release', new RecordRelease(stay.caseId, release));
  stay.released = { on: today, from };
  stay.hearingOn = undefined;
};

const goesTo = ({ housing, her, today }: Life, dice: Dice): string => {
  const { place, inNeed } = housing;
  if (place && place.from.number <= today.number) return place.type;
  if (!inNeed) return homeTypes[her.tenure];
  return dice.byShare({ 'not-known': 0.5, A08C: 0.3, A08A: 0.2 });
};

/** NDelius types of a home of her own. */
export const homeTypes = {
  'social-rent': 'A01D',
  'private-rent': 'A01C',
  'with-family-or-friends': 'A07B',
  owner: 'A01A',
} as const;
