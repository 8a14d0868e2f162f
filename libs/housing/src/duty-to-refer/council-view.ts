import { releaseDateTypes, type PlainDate } from '@ttg/calendar';
import { councilByCode } from '@ttg/reference';
import type { HousingCase } from '../cases/housing-cases';
import type { ReferralContent } from '../events';
import type { HerInstructions } from '../instructions/her-instructions';
import { councilToday } from '../instructions/stops';
import type { Opened } from '../opened';
import type { DutyOwed, Receipt, Reconfirmed, Sent } from './referral';

/** A council by its code and name. */
export interface CouncilName {
  readonly code: string;
  readonly name: string;
}

/** The council that does that one's work today. */
export const nameToday = (code: string, today: PlainDate): CouncilName => {
  const now = councilToday(code, today);
  return { code: now, name: councilByCode(now)?.name ?? now };
};

/** When she is expected to leave, and what the date is worth. */
export interface ReleaseForPlanning {
  readonly date?: string;
  readonly type?: string;
  /** `set` once; `has-moved` when it was changed or withdrawn before; `not-known` where there is none. */
  readonly certainty: 'set' | 'has-moved' | 'not-known' | 'released';
}

/**
 * What a housing officer sees, and no more (E.4): her name, how to reach her safely, when she leaves, who is with her, what
 * she needs, what keeps staff safe, and where she must not be placed. No reason for that, no offence, no clinical detail.
 */
export interface CouncilView {
  readonly referralId: string;
  readonly reason: Sent['reason'];
  readonly council: CouncilName;
  readonly sentOn: string;
  readonly receiptDueBy: string;
  readonly content: ReferralContent | 'erased';
  readonly release: ReleaseForPlanning;
  readonly areasToAvoid: readonly CouncilName[];
  readonly addressProtected: boolean;
  readonly receipt: Opened<Receipt> | undefined;
  readonly contacts: Sent['contacts'];
  readonly callSlots: Sent['callSlots'];
  readonly duties: readonly Omit<DutyOwed, 'words'>[];
  readonly reconfirming: Sent['reconfirming'];
  readonly reconfirmed: Opened<Reconfirmed> | undefined;
  readonly acknowledged: Sent['acknowledged'];
}

interface Beside extends Pick<CouncilView, 'content' | 'receipt' | 'reconfirmed'> {
  readonly of: HousingCase;
  readonly instructions: HerInstructions;
  readonly today: PlainDate;
}

export const councilView = (referral: Sent, { of, instructions, today, ...opened }: Beside): CouncilView => {
  const { referralId, reason, sentOn, receiptDueBy, contacts, callSlots, reconfirming, acknowledged } = referral;
  return {
    referralId,
    reason,
    council: nameToday(referral.council, today),
    sentOn,
    receiptDueBy,
    ...opened,
    release: releaseForPlanning(of),
    areasToAvoid: instructions.areasToAvoid.map((code) => nameToday(code, today)),
    addressProtected: instructions.addressProtected,
    contacts,
    callSlots,
    duties: referral.duties.map(({ words: _, ...duty }) => duty),
    reconfirming,
    acknowledged,
  };
};

type ReleaseFacts = Pick<HousingCase, 'releaseDate' | 'releaseType' | 'dateChanges' | 'releasedOn'>;

export const releaseForPlanning = ({
  releaseDate,
  releaseType,
  dateChanges,
  releasedOn,
}: ReleaseFacts): ReleaseForPlanning => {
  if (releasedOn) return { date: releasedOn, certainty: 'released' };
  if (!releaseDate) return { certainty: 'not-known' };
  const type = releaseType ? releaseDateTypes[releaseType].label : undefined;
  return { date: releaseDate, type, certainty: dateChanges > 0 ? 'has-moved' : 'set' };
};
