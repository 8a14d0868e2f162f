import { date } from '@ttg/calendar';
import type { LegalStatus, ReceivedFrom } from '@ttg/custody/events';
import type { IsoDate } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import type { Her, OpenCase } from '../known/her';
import type { Received } from '../notices/notice';
import type { PrisonerRecord } from '../record/prisoner-record';
import { nothing, type Outcome, type Reception, type Step, toDo, waits } from './outcome';
import { ours } from './prison';
import { isBeforeLast, londonDay, type SoFar } from './when';

/**
 * She is inside: her case begins, goes on in another prison, or the next begins because she is back. The reasons of both families
 * are read alike, for what follows depends on what is known of her and not on the word for it.
 */
export const received = (notice: Received, her: Her | undefined, record: PrisonerRecord, soFar: SoFar): Outcome => {
  const prison = ours(notice.prison);
  if (prison === undefined) return nothing('another-prison');
  const stay = her?.openCase;
  const on = londonDay(notice.at);
  if (isBeforeLast(notice.at, soFar)) return nothing('overtaken');
  if (stay && isOvertaken(notice, stay, record, soFar)) return nothing('overtaken');
  if (stay && (stay.status === 'in-custody' || hadNotLeft(stay, record))) return goesOn(stay, prison, on);
  const { legalStatus } = record;
  if (legalStatus === undefined) return waits('legal-status-not-known');
  if (stay) return toDo(back(stay, { prison, on, legalStatus }, record));
  const reception = {
    ...{ prison, receivedOn: arrivedOn(notice, her, record), legalStatus },
    from: cameFrom(notice.reason, legalStatus),
  };
  return her
    ? toDo({ do: 'receive', personId: her.personId, reception })
    : toDo(register(record), { do: 'receive', reception });
};

const register = ({ prisonNumber, names, dateOfBirth }: PrisonerRecord) => ({
  do: 'register' as const,
  registration: { prisonNumber, names, dateOfBirth, synthetic: false },
});

/** Days are all that custody knows; where they are the same, her record says where she is now. */
const isOvertaken = (notice: Received, stay: OpenCase, record: PrisonerRecord, { lastMovement }: SoFar): boolean => {
  const on = londonDay(notice.at);
  const since = stay.releasedOn ?? stay.hereSince;
  if (on !== since || lastMovement !== undefined) return on < since;
  return stay.status === 'released' ? !record.inside : record.prison !== notice.prison && stay.prison !== notice.prison;
};

/** Her case goes on: where she is said to have left, that is taken back. */
const goesOn = ({ caseId, status, prison }: OpenCase, to: PrisonId, on: IsoDate): Outcome => {
  const reversal = { reason: 'reversed-by-hmpps', on } as const;
  const steps: readonly Step[] = [
    ...(status === 'released' ? [{ do: 'reverse-release', caseId, reversal } as const] : []),
    ...(prison === to ? [] : [{ do: 'move', caseId, move: { to, on } } as const]),
  ];
  return steps.length === 0 ? nothing('known-already') : toDo(...steps);
};

/**
 * She is inside, received before the day she is said to have left, and her last movement lies before it too: HMPPS has reversed that
 * release. An admission after it would be her last movement, also on an old booking, whose reception lies long before.
 */
const hadNotLeft = ({ releasedOn }: OpenCase, { inside, receptionDate, lastMovement }: PrisonerRecord): boolean =>
  inside &&
  releasedOn !== undefined &&
  receptionDate !== undefined &&
  receptionDate < releasedOn &&
  lastMovement?.on !== undefined &&
  lastMovement.on < releasedOn;

const back = (
  { caseId, releasedOn }: OpenCase,
  { prison, on, legalStatus }: { readonly prison: PrisonId; readonly on: IsoDate; readonly legalStatus: LegalStatus },
  { receptionDate }: PrisonerRecord,
) => {
  // Received before she left, and moved since: perhaps on an old booking. Nothing new is said to have brought her in.
  const isOnOldReception = receptionDate !== undefined && releasedOn !== undefined && receptionDate < releasedOn;
  const reason = isOnOldReception && legalStatus !== 'recalled' ? ('other' as const) : returnReasons[legalStatus];
  const from = legalStatus === 'recalled' ? 'recall' : reason === 'other' ? 'other' : 'court';
  const reception: Reception = { prison, receivedOn: on, from, legalStatus };
  return { do: 'return' as const, caseId, reason, reception };
};

const returnReasons = {
  recalled: 'recall',
  remand: 'new-charge',
  'convicted-unsentenced': 'new-charge',
  sentenced: 'new-sentence',
  immigration: 'other',
} as const satisfies Readonly<Record<LegalStatus, string>>;

/** Reasons of admission; the others are of a woman who was in custody before. */
const admissions = ['ADMISSION', 'NEW_ADMISSION', 'READMISSION', 'READMISSION_SWITCH_BOOKING', 'POST_MERGE_ADMISSION'];

const cameFrom = (reason: string, legalStatus: LegalStatus): ReceivedFrom => {
  if (reason === 'TRANSFERRED') return 'transfer';
  if (!admissions.includes(reason)) return 'other';
  if (legalStatus === 'recalled') return 'recall';
  return legalStatus === 'immigration' ? 'other' : 'court';
};

/** How many days before the event an admission may have been: it is typed in late, and no later. */
const typedInWithin = 7;

/**
 * The day of the event, or the day her record says. Of a woman who was in custody before we knew her, that is when it began; of an
 * admission it is taken where it is near, for on an old booking it is long ago.
 */
const arrivedOn = ({ at, reason }: Received, her: Her | undefined, { receptionDate }: PrisonerRecord): IsoDate => {
  const on = londonDay(at);
  if (receptionDate === undefined || receptionDate > on) return on;
  const ago = date(receptionDate).until(date(on)).total('days');
  const isNear = admissions.includes(reason) && ago <= typedInWithin;
  const wasInside = !admissions.includes(reason) && her === undefined;
  return isNear || wasInside ? receptionDate : on;
};
