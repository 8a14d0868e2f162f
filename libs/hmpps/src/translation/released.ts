import { Temporal } from 'temporal-polyfill';
import type { Her, OpenCase } from '../known/her';
import type { Released } from '../notices/notice';
import type { PrisonerRecord } from '../record/prisoner-record';
import { nothing, type Outcome, toDo, waits } from './outcome';
import { isAnother, ours } from './prison';
import { isBeforeLast, londonDay, type SoFar } from './when';

/** NOMIS codes of movements that are recorded as a release. Source: ministryofjustice/hmpps-prisoner-property-api, prison-to-probation-update. */
const died = 'DEC';
const unlawfullyAtLarge = ['ESCP', 'UAL', 'UAL_ECL'];
const toHospital = ['HO', 'HP', 'HQ'];

/** Reasons that may tell that a reception was taken back: the first looks like a release, the second like nothing at all. */
const mayTakeBack = ['RELEASED', 'UNKNOWN'];

/** Only `RELEASED` is a release, and of those only one that is neither death, hospital nor flight. */
export const released = (
  notice: Released,
  her: Her | undefined,
  record: PrisonerRecord | undefined,
  soFar: SoFar,
): Outcome => {
  const early = beforeLooking(notice);
  if (early) return early;
  const stay = her?.openCase;
  if (notice.reason === 'RELEASED' && !stay) return waits('not-received-yet');
  if (!stay || stay.status === 'released')
    return nothing(notice.reason === 'RELEASED' ? 'known-already' : 'not-a-release');
  if (isOvertaken(notice, stay, record, soFar)) return nothing('overtaken');
  if (record && isTakenBack(stay, record)) return takenBack(notice, stay);
  return notice.reason === 'RELEASED' ? gone(notice, stay, record) : nothing('not-a-release');
};

/** @returns what needs no look at her record. */
export const beforeLooking = ({ prison, reason }: Released): Outcome | undefined => {
  if (isAnother(prison)) return nothing('another-prison');
  return mayTakeBack.includes(reason) ? undefined : nothing('not-a-release');
};

const isOvertaken = ({ at }: Released, stay: OpenCase, record: PrisonerRecord | undefined, soFar: SoFar): boolean => {
  const on = londonDay(at);
  if (isBeforeLast(at, soFar) || on < stay.hereSince || isBeforeSaidInside(at, stay)) return true;
  // Days are all that custody knows; where they are the same, her record says where she is now.
  return on === stay.hereSince && soFar.lastMovement === undefined && record?.inside === true;
};

/** Somebody said after it that she had not left: so this is the release that was none, told once more. */
const isBeforeSaidInside = (at: Released['at'], { insideAsOf }: OpenCase): boolean =>
  insideAsOf !== undefined && Temporal.Instant.compare(at, insideAsOf) < 0;

/** She is out, and her last movement lies before the reception that opened the case: there was none. */
const isTakenBack = ({ receivedOn }: OpenCase, { inside, lastMovement }: PrisonerRecord): boolean =>
  !inside && lastMovement?.on !== undefined && lastMovement.on < receivedOn;

const takenBack = ({ at }: Released, { caseId, untouched }: OpenCase): Outcome =>
  untouched
    ? toDo({ do: 'close', caseId, closing: { on: londonDay(at), reason: 'opened-in-error' } })
    : waits('reception-taken-back');

const gone = (notice: Released, stay: OpenCase, record: PrisonerRecord | undefined): Outcome => {
  const { at, prison, movementReasonCode } = notice;
  const { caseId } = stay;
  const code = movementReasonCode ?? record?.lastMovement?.reason ?? '';
  const on = londonDay(at);
  if (toHospital.includes(code) || record?.restrictedPatient) return nothing('not-a-release');
  if (unlawfullyAtLarge.includes(code)) return nothing('unlawfully-at-large');
  if (code === died) return toDo({ do: 'close', caseId, closing: { on, reason: 'died' } });
  // The last that is known of her is not where she left from: that she moved is told later, or never.
  const leftFrom = ours(prison) ?? stay.prison;
  const moved = leftFrom === stay.prison ? [] : [{ do: 'move' as const, caseId, move: { to: leftFrom, on } }];
  return toDo(...moved, { do: 'release', caseId, release: { on, from: 'prison', toAccommodation: 'not-known' } });
};
