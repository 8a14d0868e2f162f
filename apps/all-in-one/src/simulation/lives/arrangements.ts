import type { ArrangementKind } from '@ttg/custody/events';
import { ArrangeForReleaseDay, RecordFallingThrough } from '@ttg/custody/release-day/commands';
import { lead, staffRates } from '../rates/staff';
import type { Dice } from './dice';
import type { Life, Strand } from './life';
import { isUnsentenced } from './stay';

const always: readonly ArrangementKind[] = ['travel', 'cash', 'belongings', 'universal-credit-claim'];
const often: readonly ArrangementKind[] = ['who-meets-her', 'phone', 'jobcentre-appointment'];

/** What she will need on the day, arranged in the weeks before; on remand, how she gets home from court. */
export const arrangements = (life: Life): Strand => {
  const dice = life.her.dice.for('arrangements');
  const kinds = kindsFor(life, dice);
  let { number } = life.stay;
  let made = new Map<ArrangementKind, number | undefined>();
  return () => {
    if (life.stay.number !== number) made = new Map();
    number = life.stay.number;
    if (!life.isInside || life.stay.screened === 'not-yet') return;
    if (isUnsentenced(life.stay)) forCourt(life, dice, made);
    else if (life.leavesWithin(lead.arrangements)) forTheDay(life, dice, kinds, made);
  };
};

type Made = Map<ArrangementKind, number | undefined>;

const kindsFor = ({ her }: Life, dice: Dice): readonly ArrangementKind[] => [
  ...always,
  ...often.filter(() => dice.happens(0.7)),
  ...(her.idHeld ? [] : ['id' as const]),
  ...(her.bankAccount ? [] : ['bank-account' as const]),
  ...(her.children ? ['child-contact' as const] : []),
];

const forCourt = (life: Life, dice: Dice, made: Made): void => {
  for (const kind of ['travel', 'court-day-pack'] as const) {
    if (!made.has(kind) && life.getsDone(dice, staffRates.preparedForCourt)) arrange(life, made, kind);
  }
};

/** What was for another day falls through first, and is arranged anew. */
const forTheDay = (life: Life, dice: Dice, kinds: readonly ArrangementKind[], made: Made): void => {
  const { leavesOn, caseId } = life.stay;
  for (const kind of kinds) {
    const forDay = made.get(kind);
    const stands = made.has(kind) && forDay === leavesOn?.number;
    if (stands || !life.getsDone(dice, staffRates.arrangement)) continue;
    if (forDay !== undefined) {
      const failure = { kind, why: 'date-moved' as const };
      life.record(life.inPrison('prison-resettlement'), 'fell through', new RecordFallingThrough(caseId, failure));
    }
    arrange(life, made, kind);
  }
};

const arrange = (life: Life, made: Made, kind: ArrangementKind): void => {
  const { leavesOn, caseId } = life.stay;
  made.set(kind, leavesOn?.number);
  const byWhom = kind === 'who-meets-her' ? ('charity' as const) : ('prison' as const);
  const command = new ArrangeForReleaseDay(caseId, { kind, on: leavesOn?.iso, byWhom });
  life.record(life.inPrison('prison-resettlement'), 'arrangement', command);
};
