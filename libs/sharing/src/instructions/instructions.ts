import type { PlainDate } from '@ttg/calendar';
import { InvalidCommand, isoDate, NotFound, Personal, Refusal } from '@ttg/event-sourcing';
import { councilByCode, type GssCode } from '@ttg/reference';
import { areasToAvoidRecorded, doNotShareWith, instructionLifted, type NamedPerson, recordBlockedFor } from '../events';
import type { SharingDecision } from '../record/sharing-record';

export class NobodyNamed extends InvalidCommand {
  readonly code = 'nobody-named';
  readonly field = 'council';

  constructor() {
    super('Say who must not know: a council, an organisation or a person.');
  }
}

export class UnknownCouncil extends InvalidCommand {
  readonly code = 'unknown-council';

  constructor(
    readonly field: string,
    code: string,
  ) {
    super(`No council has the code ${code}. Look it up in the list of councils; a code looks like E09000028.`);
  }
}

/** The council as the list has it today. @throws UnknownCouncil */
const known = (code: string, field: string): GssCode => {
  const council = councilByCode(code);
  if (!council) throw new UnknownCouncil(field, code);
  return council.code;
};

export interface ForbidSharing {
  readonly caseId: string;
  readonly instructionId: string;
  readonly council?: string;
  readonly organisation?: string;
  readonly person?: NamedPerson;
  readonly why?: string;
}

const sealed = <T>(value: T | undefined): Personal<T> | undefined =>
  value === undefined ? undefined : Personal.of(value);

/** Who must not know. It holds from now on, for everything that is not yet sent. @throws NobodyNamed @throws UnknownCouncil */
export const forbidSharing =
  ({ caseId, instructionId, council, organisation, person, why }: ForbidSharing): SharingDecision =>
  () => {
    if (!council && !organisation && !person) throw new NobodyNamed();
    return doNotShareWith({
      caseId,
      instructionId,
      council: council === undefined ? undefined : known(council, 'council'),
      organisation: sealed(organisation),
      person: sealed(person),
      why: sealed(why),
    });
  };

export interface BlockRecord {
  readonly caseId: string;
  readonly instructionId: string;
  readonly accountId?: string;
  readonly person?: NamedPerson;
}

/** Somebody who works here and must not see her record. @throws NobodyNamed */
export const blockRecord =
  ({ caseId, instructionId, accountId, person }: BlockRecord): SharingDecision =>
  () => {
    if (!accountId && !person) throw new NobodyNamed();
    return recordBlockedFor({ caseId, instructionId, accountId, person: sealed(person) });
  };

/** @throws NotFound for an instruction she never gave; lifting it again changes nothing. */
export const liftInstruction =
  (
    { caseId, instructionId }: { readonly caseId: string; readonly instructionId: string },
    today: PlainDate,
  ): SharingDecision =>
  ({ instructions, blocks }) => {
    if (!instructions[instructionId] && !blocks[instructionId]) throw new NotFound('standing instruction');
    return instructionLifted({ caseId, instructionId, on: isoDate(today) });
  };

export class TooManyAreas extends Refusal {
  readonly code = 'too-many-areas';
  override readonly field = 'councils';

  constructor(limit: number) {
    super(`More than ${limit} areas cannot be kept apart. Record those that matter most, and speak to the named lead.`);
  }
}

/** More than all London boroughs: nobody could place her any more. */
const mostAreas = 60;

/** All the areas she must avoid, each time. No reason is asked. @throws UnknownCouncil @throws TooManyAreas */
export const recordAreasToAvoid =
  ({
    caseId,
    councils,
    details,
  }: {
    readonly caseId: string;
    readonly councils: readonly string[];
    readonly details?: string;
  }): SharingDecision =>
  () => {
    const codes = new Set(councils.map((code) => known(code, 'councils')));
    if (codes.size > mostAreas) throw new TooManyAreas(mostAreas);
    return areasToAvoidRecorded({ caseId, councils: [...codes], details: sealed(details) });
  };
