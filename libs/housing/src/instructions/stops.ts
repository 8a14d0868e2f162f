import type { PlainDate } from '@ttg/calendar';
import { councilByCode, successorOn } from '@ttg/reference';
import type { Stop } from '../duty-to-refer/refusals';

/** What she has instructed in `sharing`, as far as a referral must know it: councils by their codes, never a reason or a name. */
export interface StandingInstructions {
  readonly doNotShareWith: readonly string[];
  readonly areasToAvoid: readonly string[];
}

/** The code of the council that does that one's work on that day: an instruction outlives a merger. */
export const councilToday = (code: string, today: PlainDate): string => {
  const council = councilByCode(code);
  return (council && successorOn(council, today)?.code) ?? code;
};

/** Does an instruction of hers stop a referral to this council? */
export const stopTo = (
  council: string,
  { doNotShareWith, areasToAvoid }: StandingInstructions,
  today: PlainDate,
): Stop | undefined => {
  const target = councilToday(council, today);
  const names = (codes: readonly string[]): boolean => codes.some((code) => councilToday(code, today) === target);
  if (names(doNotShareWith)) return 'someone-must-not-know';
  return names(areasToAvoid) ? 'area-to-avoid' : undefined;
};
