import type { Life, Strand } from '../life';
import type { Her } from '../her';
import type { HousingSoFar } from './housing-so-far';
import { places } from './places';
import { referral } from './referral';
import { tenancy } from './tenancy';

/** How things stand on the day she is received. */
export const housingAtFirst = ({ home }: Her): HousingSoFar => ({
  inNeed: home !== 'own',
  wantsNone: false,
  noCas3: false,
  tenancyRecorded: false,
});

/** Her home, the duty to refer, and what is found instead. */
export const housing = (life: Life): Strand => {
  const dice = {
    tenancy: life.her.dice.for('tenancy'),
    referral: life.her.dice.for('referral'),
    places: life.her.dice.for('places'),
  };
  let { number } = life.stay;
  return () => {
    if (life.stay.number !== number) comesBack(life);
    number = life.stay.number;
    if (life.stay.closed) return;
    tenancy(life, dice.tenancy);
    referral(life, dice.referral);
    places(life, dice.places);
  };
};

/** A referral goes over with her; a place does not wait. */
const comesBack = ({ her, housing }: Life): void => {
  housing.place = undefined;
  housing.cas3 = undefined;
  housing.noCas3 = false;
  housing.tenancyRecorded = false;
  housing.inNeed ||= her.home !== 'own';
};
