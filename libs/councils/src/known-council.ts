import type { PlainDate } from '@ttg/calendar';
import { InvalidCommand } from '@ttg/event-sourcing';
import { housingAuthorityOn, type GssCode, type NoHousingAuthority } from '@ttg/reference';

/** It can take no duty to refer: the sentence says why. */
export class NoSuchCouncil extends InvalidCommand {
  readonly code: string;
  readonly field = 'council';

  constructor({ reason, message }: NoHousingAuthority) {
    super(message);
    this.code = `council-${reason}`;
  }
}

/** @returns the council's code. @throws NoSuchCouncil where none of that code takes a duty to refer today */
export const knownCouncil = (code: string, today: PlainDate): GssCode => {
  const authority = housingAuthorityOn(code, today);
  if (!authority.ok) throw new NoSuchCouncil(authority);
  return authority.council.code;
};
