import { date } from '@ttg/calendar';
import type { CommunicationNeeds, Names } from '@ttg/people/events';
import { councils, ethnicities, type GssCode, housingAuthorityOn, parsePrisonId, type PrisonId } from '@ttg/reference';
import { v5 } from 'uuid';
import { nameOf, type Cohort } from '../cohort/cohort';
import { courtPrisons, demoCouncils, regionsOf } from '../rates/custody';
import { tenures } from '../rates/housing';
import type { Rate } from '../rates/rate';
import { whoSheIsRates as rates } from '../rates/who-she-is';
import { dayOf, type Day } from './days';
import { Dice } from './dice';
import { madeUpName } from './names';
import { type MadeUpNumbers, numbersOf } from './numbers';

/** The namespace of the ids of simulated women, cases, referrals. */
const namespace = '3b1c1a5e-6f0d-4d0c-9d8e-8a5f9a1d2c47';

export type Tenure = keyof typeof tenures;

/** Who she is and what she needs: settled before her story begins, whatever staff learn of it and when. */
export interface Her {
  readonly personId: string;
  /** Ids of hers, the same for the same label. */
  readonly idOf: (label: string) => string;
  readonly dice: Dice;
  readonly numbers: MadeUpNumbers;
  readonly names: Names;
  readonly bornOn: Day;
  readonly ethnicity: string;
  readonly communication: CommunicationNeeds | undefined;
  readonly receivedOn: Day;
  /** Where she is received from court, each time. */
  readonly courtPrison: PrisonId;
  /** Where she wants to live. */
  readonly council: GssCode;
  readonly home: 'nowhere' | 'own' | 'unsafe';
  readonly tenure: Tenure;
  readonly needsGp: boolean;
  readonly takesMedicines: boolean;
  readonly opioidSubstitution: boolean;
  readonly alcohol: boolean;
  readonly pregnant: boolean;
  readonly abused: boolean;
  readonly children: boolean;
  readonly careExperience: boolean;
  readonly idHeld: boolean;
  readonly bankAccount: boolean;
}

/** @param place of the woman in the cohort, from 0 */
export const herAt = (cohort: Cohort, place: number): Her => {
  const seed = `${nameOf(cohort)}|${place}`;
  const dice = new Dice(`${cohort.seed}|${place}|her`);
  const has = ({ value }: Rate): boolean => dice.happens(value);
  const [from, to] = [dayOf(date(cohort.from)), dayOf(date(cohort.to))];
  const idOf = (label: string): string => v5(`${seed}|${label}`, namespace);
  const courtPrison = dice.byShare(courtPrisons);
  const receivedOn = dayOf(from.date.add({ days: dice.between(0, Math.max(to.number - from.number, 0)) }));
  return {
    personId: idOf('person'),
    idOf,
    dice: new Dice(`${cohort.seed}|${place}`),
    numbers: numbersOf(cohort.seed, place),
    names: madeUpName(dice),
    bornOn: dayOf(receivedOn.date.subtract({ days: dice.between(18 * 366, 62 * 365) })),
    ethnicity: ethnicityOf(dice),
    communication: communicationOf(dice),
    receivedOn,
    courtPrison: parsePrisonId(courtPrison),
    council: councilOf(dice, courtPrison, cohort),
    ...needsOf(dice, has),
  };
};

const needsOf = (dice: Dice, has: (rate: Rate) => boolean) => {
  const takesMedicines = has(rates.medicines);
  return {
    home: homeOf(has),
    tenure: dice.byShare(tenures),
    needsGp: has(rates.noGp),
    takesMedicines,
    opioidSubstitution: takesMedicines && has(rates.opioidSubstitution),
    alcohol: has(rates.alcohol),
    pregnant: has(rates.pregnant),
    abused: has(rates.domesticAbuse),
    children: has(rates.children),
    careExperience: has(rates.careExperience),
    idHeld: !has(rates.noId),
    bankAccount: !has(rates.noBankAccount),
  };
};

const homeOf = (has: (rate: Rate) => boolean): Her['home'] => {
  if (has(rates.nowhereToLive)) return 'nowhere';
  return has(rates.unsafeHome) ? 'unsafe' : 'own';
};

const ethnicityOf = (dice: Dice): string => {
  const isMinority = dice.happens(rates.minorityEthnic.value);
  const codes = ethnicities.filter(({ code }) => code !== 'NS' && code.startsWith('W') !== isMinority);
  return dice.happens(rates.unanswered.value) ? 'NS' : dice.oneOf(codes).code;
};

const languages = ['pl', 'ro', 'sq', 'vi', 'pt', 'so', 'ti', 'zh'] as const;

const communicationOf = (dice: Dice): CommunicationNeeds | undefined => {
  if (!dice.happens(rates.foreignNational.value)) return undefined;
  const interpreter = dice.happens(rates.interpreter.value) ? 'needed' : 'not-needed';
  return { language: dice.oneOf(languages), interpreter };
};

const councilOf = (dice: Dice, prison: string, { from, to }: Cohort): GssCode => {
  const region = dice.byShare(regionsOf[prison] ?? {});
  const among = standing(region, from, to);
  if (region !== 'London') return dice.oneOf(among);
  const others = 1 - Object.values(demoCouncils).reduce((sum, share) => sum + share, 0);
  const chosen = dice.byShare({ ...demoCouncils, other: others });
  return among.find((code) => code === chosen) ?? dice.oneOf(among);
};

/** Councils of a region that can take a referral on every day of the cohort. */
const standing = (region: string, from: string, to: string): readonly GssCode[] => {
  const key = `${region}|${from}|${to}`;
  const found =
    known.get(key) ??
    councils
      .filter((council) => council.region === region)
      .filter(({ code }) => [from, to].every((on) => housingAuthorityOn(code, date(on)).ok))
      .map(({ code }) => code);
  known.set(key, found);
  return found;
};

const known = new Map<string, readonly GssCode[]>();
