import { addHerAccount } from '@ttg/sharing/her-account/her-account';
import { forbidSharing, recordAreasToAvoid } from '@ttg/sharing/instructions/instructions';
import { RecordForHer } from '@ttg/sharing/record/record-for-her';
import { setSafeContact } from '@ttg/sharing/safe-contact/safe-contact';
import { type GssCode, councils } from '@ttg/reference';
import { housingRates as rates } from '../rates/housing';
import { staffRates } from '../rates/staff';
import { daysUntil } from './days';
import type { Dice } from './dice';
import type { Life, Strand } from './life';
import { isUnsentenced } from './stay';

type Decide = ConstructorParameters<typeof RecordForHer>[1];

/** Her instructions: how she can be reached, whom to keep away from, what she has to say. Asked once she has been asked alone. */
export const sharing = (life: Life): Strand => {
  const dice = life.her.dice.for('sharing');
  const avoids = dice.happens(rates.areasToAvoid.value);
  const hides = dice.happens(rates.mustNotKnow.value);
  const speaks = dice.happens(rates.ownAccount.value);
  const instructsOn = dice.between(4, 14);
  const safeContact = new Set<number>();
  return () => {
    const { stay, today } = life;
    if (!life.isInside || stay.screened === 'not-yet') return;
    const pace = isUnsentenced(stay) ? staffRates.preparedForCourt : staffRates.safeContact;
    if (!safeContact.has(stay.number) && life.getsDone(dice, pace)) {
      safeContact.add(stay.number);
      setContact(life, dice);
    }
    if (stay.number > 1 || daysUntil(stay.receivedOn, today) !== instructsOn) return;
    if (avoids) avoid(life, dice);
    if (hides) hide(life);
    if (speaks) speak(life);
  };
};

const record = (life: Life, name: string, decide: Decide): void =>
  life.record(life.inPrison('prison-resettlement'), name, new RecordForHer(life.stay.caseId, decide));

/** Numbers that are kept for drama, so that nobody has them. */
const setContact = (life: Life, dice: Dice): void => {
  const { caseId } = life.stay;
  const contact = {
    phone: `07700 900${String(dice.between(0, 999)).padStart(3, '0')}`,
    safeToCall: dice.happens(0.8),
    safeToText: dice.happens(0.5),
    safeToLeaveMessage: dice.happens(0.2),
    throughWorker: 'Her probation practitioner',
  };
  record(life, 'safe contact', () => setSafeContact({ caseId, contact }));
};

/** Never the council she will choose: that she names when she has thought of those. */
const avoid = (life: Life, dice: Dice): void => {
  const { caseId } = life.stay;
  const { council, receivedOn } = life.her;
  const region = councils.find(({ code }) => code === council)?.region;
  const near = councils
    .filter((other) => other.region === region && other.code !== council && stands(other, receivedOn.iso))
    .map(({ code }) => code);
  if (near.length === 0) return;
  const areas: readonly GssCode[] = [dice.oneOf(near)];
  record(life, 'areas to avoid', () => recordAreasToAvoid({ caseId, councils: areas }));
};

const stands = ({ until }: { readonly until?: { toString(): string } }, on: string): boolean =>
  until === undefined || until.toString() > on;

const hide = (life: Life): void => {
  const { caseId } = life.stay;
  const instruction = {
    caseId,
    instructionId: life.idOf('instruction'),
    person: { name: 'Example Person', relationship: 'Former partner' },
  };
  record(life, 'must not know', () => forbidSharing(instruction));
};

const speak = (life: Life): void => {
  const { caseId } = life.stay;
  const herWords = 'I want people to know that I have asked for help with a place since the day I came in. (Example)';
  record(life, 'her account', () => addHerAccount({ caseId, accountId: life.idOf('account'), herWords }));
};
