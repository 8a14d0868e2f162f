import type { PlainDate } from '@ttg/calendar';
import { InvalidCommand } from '@ttg/event-sourcing';
import { findCouncil, type GssCode, housingAuthorityOn } from '@ttg/reference';

/** No such council on that day; the message says which one took its place, if one did. */
export class NoSuchCouncil extends InvalidCommand {
  readonly code = 'no-such-council';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** Northern Ireland's councils are in no table of ours: the form of the code is all there is to check. */
const northernIreland = /^N\d{8}$/;

/** A council of today, of any nation: she may have to avoid a place where no referral could go. @throws NoSuchCouncil */
export const councilOn = (code: GssCode, today: PlainDate, field: string): GssCode => {
  if (northernIreland.test(code)) return code;
  const council = findCouncil(code, today);
  if (council) return council.code;
  const authority = housingAuthorityOn(code, today);
  throw new NoSuchCouncil(field, authority.ok ? authority.council.name : authority.message);
};
