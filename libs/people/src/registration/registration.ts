import { date, isAfter, isBefore, type PlainDate } from '@ttg/calendar';
import { InvalidCommand, type IsoDate, Personal, Refusal } from '@ttg/event-sourcing';
import { type CommunicationNeeds, type Names, personRegistered } from '../events';
import { linkTo, type PersonDecision } from '../person/person';
import type { OpenIdentifier } from '../person/persons';

export interface RegisterPerson {
  readonly prisonNumber?: string;
  readonly crn?: string;
  readonly nhsNumber?: string;
  readonly names: Names;
  readonly dateOfBirth?: IsoDate;
  readonly ethnicity?: string;
  readonly communication?: CommunicationNeeds;
  /** She does not exist: demo and simulation. */
  readonly synthetic: boolean;
}

export class AlreadyRegistered extends Refusal {
  readonly code = 'already-registered';
  override readonly see: string;

  constructor(personId: string) {
    super(`She was registered a moment ago: ${linkTo(personId)}. Go on with that record.`);
    this.see = linkTo(personId);
  }
}

/** Without either number she could be registered twice, and nobody would notice. */
export class NumberNeeded extends InvalidCommand {
  readonly code = 'number-needed';
  readonly field = 'prisonNumber';

  constructor() {
    super('Give her prison number, or her CRN: by one of them she is told from every other woman.');
  }
}

/** Does not repeat the date: errors reach logs. */
export class ImpossibleBirth extends InvalidCommand {
  readonly code = 'impossible-date-of-birth';
  readonly field = 'dateOfBirth';

  constructor() {
    super(
      'Nobody in custody was born on that day: it lies ahead, less than ten years back, or more than 120. Check the year.',
    );
  }
}

/** The numbers of a registration, the prison number first. */
export const identifiersOf = ({ prisonNumber, crn, nhsNumber }: RegisterPerson): readonly OpenIdentifier[] => [
  ...(prisonNumber === undefined ? [] : [{ kind: 'prison-number' as const, value: prisonNumber }]),
  ...(crn === undefined ? [] : [{ kind: 'crn' as const, value: crn }]),
  ...(nhsNumber === undefined ? [] : [{ kind: 'nhs-number' as const, value: nhsNumber }]),
];

/** Nobody is held for an offence before she is ten (Children and Young Persons Act 1933 s.50). @throws ImpossibleBirth */
export const possibleBirth = (bornOn: IsoDate, today: PlainDate): IsoDate => {
  const born = date(bornOn);
  const [youngest, oldest] = [today.subtract({ years: 10 }), today.subtract({ years: 120 })];
  if (isAfter(born, youngest) || isBefore(born, oldest)) throw new ImpossibleBirth();
  return bornOn;
};

/** She is known from now on. Her numbers were reserved for her before. */
export const registerPerson =
  (command: RegisterPerson, personId: string, today: PlainDate): PersonDecision =>
  (state) => {
    if (state.status !== 'unknown') throw new AlreadyRegistered(personId);
    const { prisonNumber, crn, nhsNumber, names, dateOfBirth, ethnicity, communication, synthetic } = command;
    if (prisonNumber === undefined && crn === undefined) throw new NumberNeeded();
    if (dateOfBirth !== undefined) possibleBirth(dateOfBirth, today);
    return personRegistered({
      personId,
      names: Personal.of(names),
      dateOfBirth: sealed(dateOfBirth),
      prisonNumber: sealed(prisonNumber),
      crn: sealed(crn),
      nhsNumber: sealed(nhsNumber),
      ethnicity: sealed(ethnicity),
      communication: sealed(communication),
      synthetic,
    });
  };

const sealed = <T>(value: T | undefined): Personal<T> | undefined =>
  value === undefined ? undefined : Personal.of(value);
