import { date, isAfter, type PlainDate } from '@ttg/calendar';
import { InvalidCommand, type IsoDate, NotFound, Personal, Refusal } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';
import type { SharingDecision } from '../case/case-sharing';
import { areasToAvoidRecorded, doNotShareWith, instructionLifted, type NamedPerson } from '../events';
import { councilOn } from './councils';

/** Exactly one of council, organisation and person. */
export interface GiveInstruction {
  readonly caseId: string;
  readonly instructionId: string;
  readonly council?: GssCode;
  readonly organisation?: string;
  readonly person?: NamedPerson;
  readonly why?: string;
}

export class OneWhoMustNotKnow extends InvalidCommand {
  readonly code = 'one-who-must-not-know';
  readonly field = 'person';

  constructor() {
    super('Say who must not know: a council, an organisation or a person. One of them; record each on its own.');
  }
}

export class InstructionStands extends Refusal {
  readonly code = 'instruction-stands';

  constructor() {
    super('This instruction stands already. Nothing more is needed.');
  }
}

/** Who must not know. No reason is needed. */
export const giveInstruction =
  ({ caseId, instructionId, council, organisation, person, why }: GiveInstruction, today: PlainDate): SharingDecision =>
  ({ instructions }) => {
    const named = [council, organisation, person].filter((one) => one !== undefined);
    if (named.length !== 1) throw new OneWhoMustNotKnow();
    const code = council && councilOn(council, today, 'council');
    const stands = instructions.some(
      (given) => !given.isLifted && !person && given.council === code && given.organisation === organisation,
    );
    if (stands) throw new InstructionStands();
    return doNotShareWith({
      ...{ caseId, instructionId, council: code, organisation },
      person: sealed(person),
      why: sealed(why),
    });
  };

export interface LiftInstruction {
  readonly caseId: string;
  readonly instructionId: string;
  readonly on: IsoDate;
}

/** A day that has not come is no day on which she said something. */
export class DateToCome extends InvalidCommand {
  readonly code = 'date-to-come';
  readonly field = 'on';

  constructor(today: PlainDate) {
    super(`This has happened, so its date is not after today, ${today.toString()}. Give the day it happened.`);
  }
}

/** @throws DateToCome */
export const happenedOn = (on: IsoDate, today: PlainDate): IsoDate => {
  if (isAfter(date(on), today)) throw new DateToCome(today);
  return on;
};

/** She takes it back. Lifted already, it writes nothing. */
export const liftInstruction =
  ({ caseId, instructionId, on }: LiftInstruction, today: PlainDate): SharingDecision =>
  ({ instructions }) => {
    const given = instructions.find((instruction) => instruction.instructionId === instructionId);
    if (!given) throw new NotFound('instruction');
    happenedOn(on, today);
    return given.isLifted ? [] : instructionLifted({ caseId, instructionId, on });
  };

export interface RecordAreasToAvoid {
  readonly caseId: string;
  /** All of them: an area left out is one she need not avoid any more. */
  readonly councils: readonly GssCode[];
  readonly details?: string;
}

/** The areas she must avoid. No reason is asked. */
export const recordAreasToAvoid =
  ({ caseId, councils, details }: RecordAreasToAvoid, today: PlainDate): SharingDecision =>
  () => {
    const areas = new Set(councils.map((code) => councilOn(code, today, 'councils')));
    return areasToAvoidRecorded({ caseId, councils: [...areas], details: sealed(details) });
  };

const sealed = <T>(value: T | undefined): Personal<T> | undefined =>
  value === undefined ? undefined : Personal.of(value);
