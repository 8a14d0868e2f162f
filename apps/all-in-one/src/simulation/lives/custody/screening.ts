import { CompleteScreening, RepeatScreening } from '@ttg/custody/screening/commands';
import type { Screen } from '@ttg/custody/screening/screening';
import type { Answer } from '@ttg/custody/events';
import { custodyRates } from '../../rates/custody';
import { whoSheIsRates as rates } from '../../rates/who-she-is';
import { daysUntil } from '../days';
import type { Dice } from '../dice';
import type { Her, Tenure } from '../her';
import type { Life } from '../life';

/** On the first or second day, and once more in private two or three days on. */
export const screening = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  const days = daysUntil(stay.receivedOn, today);
  if (stay.screened === 'not-yet' && (days > 0 || dice.happens(0.7))) {
    screen(life, dice, dice.happens(custodyRates.screenedInPrivate.value));
    return;
  }
  const isTime = days === 3 || (days === 2 && dice.happens(0.5));
  if (stay.screened !== 'once' || !isTime) return;
  stay.screened = 'again';
  if (dice.happens(custodyRates.repeatedScreening.value)) screen(life, dice, true);
};

const screen = (life: Life, dice: Dice, inPrivate: boolean): void => {
  const { her, stay, today } = life;
  const answers = answersOf(her, dice, inPrivate);
  const screen: Screen = { screenedOn: today.iso, inPrivate, ...answers };
  const isFirst = stay.screened === 'not-yet';
  if (isFirst) stay.screened = 'once';
  const command = isFirst ? new CompleteScreening(stay.caseId, screen) : new RepeatScreening(stay.caseId, screen);
  life.record(life.inPrison('prison-resettlement'), 'screening', command);
};

type Answers = Omit<Screen, 'screenedOn' | 'inPrivate'>;

const answersOf = (her: Her, dice: Dice, inPrivate: boolean): Answers => {
  const says = (answer: boolean): Answer => {
    if (dice.happens(rates.unanswered.value)) return dice.oneOf(['not-asked', 'chose-not-to-say', 'not-known']);
    return answer ? 'yes' : 'no';
  };
  const tells = dice.happens((inPrivate ? rates.toldInPrivate : rates.toldOnFirstNight).value);
  return {
    home: homeOf(her, inPrivate),
    housingBefore: { livedBefore: livedBefore(her), whoElseLivesThere: her.children ? 'Her children' : undefined },
    gpOutside: her.needsGp ? 'no' : 'yes',
    health: {
      medicines: her.takesMedicines ? 'yes' : 'no',
      opioidSubstitution: her.opioidSubstitution ? 'yes' : 'no',
      alcohol: says(her.alcohol),
      pregnant: says(her.pregnant),
    },
    safety: { domesticAbuse: her.abused && tells ? 'yes' : says(false) },
    family: {
      childrenUnder16: says(her.children),
      whoCaresForThem: her.children ? 'Their grandmother' : undefined,
      careExperience: says(her.careExperience),
    },
    practical: { idHeld: says(her.idHeld), bankAccount: says(her.bankAccount) },
  };
};

/** That a home is not safe she tells when she is asked alone. */
const homeOf = ({ home, tenure }: Her, inPrivate: boolean): Answers['home'] => {
  if (home === 'nowhere') return { onRelease: 'nowhere', tenure: 'none', tenancy: 'none', rentPaidBy: 'not-asked' };
  const safe = home === 'own' ? 'yes' : 'no';
  return {
    onRelease: 'return-to-previous-address',
    safe: inPrivate ? safe : 'not-asked',
    tenure,
    tenancy: tenure === 'with-family-or-friends' ? 'none' : 'kept',
    rentPaidBy: rentPaidBy[tenure],
  };
};

const rentPaidBy = {
  'social-rent': 'uc-housing',
  'private-rent': 'uc-housing',
  'with-family-or-friends': 'not-asked',
  owner: 'self',
} as const;

const lived: Readonly<Record<Tenure, string>> = {
  'social-rent': 'SOCIAL_HOUSING',
  'private-rent': 'PRIVATE_RENTED_HOUSING',
  'with-family-or-friends': 'FAMILY_OR_FRIENDS',
  owner: 'PRIVATE_HOUSING_OWNED',
};

const livedBefore = ({ home, tenure }: Her): string => (home === 'nowhere' ? 'NO_PERMANENT_OR_FIXED' : lived[tenure]);
