import { date } from '@ttg/calendar';
import { OpenCaseFor } from '@ttg/custody/reception/commands';
import { RegisterWoman } from '@ttg/people/registration/commands';
import type { Cohort } from '../cohort/cohort';
import type { Act } from './act';
import { arrangements } from './arrangements';
import { custody } from './custody/custody';
import { newStay, onReception, standingOf } from './custody/reception';
import { dayNumbered, dayOf } from './days';
import { gp } from './health/gp';
import { medicines } from './health/medicines';
import { herAt } from './her';
import { housing, housingAtFirst } from './housing/housing';
import { Life } from './life';
import { sharing } from './sharing';

const strands = [custody, housing, gp, medicines, arrangements, sharing] as const;

/**
 * The life of one woman of a cohort, from reception to the cohort's last day: all that is recorded of her, in order. Pure: the
 * same cohort and place give the same acts. What the rules of readiness make of it is not told here.
 * @param place from 0
 */
export const tell = (cohort: Cohort, place: number): readonly Act[] => {
  const her = herAt(cohort, place);
  const last = dayOf(date(cohort.to));
  const dice = her.dice.for('reception');
  const { legalStatus, from } = standingOf(dice);
  const stay = newStay(1, her.idOf('1|case'), her.receivedOn, { prison: her.courtPrison, legalStatus });
  const life = new Life(her, her.receivedOn, stay, housingAtFirst(her), her.dice.for('hours'));
  register(life);
  const reception = { prison: stay.prison, receivedOn: stay.receivedOn.iso, from, legalStatus };
  const staff = life.inPrison('prison-resettlement');
  life.record(staff, 'reception', new OpenCaseFor(her.personId, stay.caseId, reception));
  onReception(life, dice);
  const daily = strands.map((strand) => strand(life));
  for (let number = her.receivedOn.number; number <= last.number; number += 1) {
    if (number > her.receivedOn.number) life.dawns(dayNumbered(number));
    for (const strand of daily) strand();
  }
  return life.acts;
};

const register = (life: Life): void => {
  const { her } = life;
  const registration = {
    ...her.numbers,
    names: her.names,
    dateOfBirth: her.bornOn.iso,
    ethnicity: her.ethnicity,
    communication: her.communication,
    synthetic: true,
  };
  life.record(life.inPrison('prison-resettlement'), 'registration', new RegisterWoman(her.personId, registration));
};
