import { calendarDays, isBefore, laterOf, type PlainDate } from '@ttg/calendar';
import type { Facts } from '../facts';
import type { Rule, Stage } from './finding';
import { gpNeed, medicinesNeed } from './health-needs';
import { housingNeed } from './housing-need';
import { day, learnedOn, type OnThatDay } from './on-that-day';
import { ownerOf, resettlement } from './owners';
import { allAsked, isLive, isRefused, referralsOf } from './referrals';
import { latest, urgentFrom } from './stages';

/** What must be prepared, not done, while a court may let her go any day (G23). */
export type ToPrepare = 'referral' | 'gp' | 'medicines' | 'safe-contact' | 'travel';

/** G23: unsentenced, so she may walk out of court unannounced. */
export const remandRelease: Rule = ({ facts, on }) => {
  const { custody } = facts;
  if (!custody?.receivedOn || !custody.receivedAt || custody.released || !isUnsentenced(facts)) return [];
  const missing = notPrepared(facts);
  if (missing.length === 0) return [];
  const prepared = on.limit('remand.prepared');
  const opened = laterOf(day(custody.receivedOn), learnedOn(custody.receivedAt));
  const byDay = day(custody.receivedOn).add(calendarDays(prepared.value));
  const hearings = hearingsToCome(facts, on);
  const audience = resettlement(facts);
  return [
    {
      rule: 'G23',
      subject: '',
      stages: courtStages({ opened, alert: laterOf(opened, byDay), hearings }, on),
      audience,
      facts: { missing: missing.join(', '), nextHearing: hearings[0]?.toString() ?? null },
      until: hearings[0]?.add(calendarDays(1)),
      sources: [prepared.source, on.limit('remand.beforeHearing').source],
      due: byDay,
      compressed: false,
      tasks: [{ kind: 'prepare-for-court-release', subject: '', owner: ownerOf(audience), due: byDay }],
    },
  ];
};

export const isUnsentenced = ({ custody }: Facts): boolean =>
  custody?.legalStatus === 'remand' || custody?.legalStatus === 'convicted-unsentenced';

/** Hearings that are not over, the next first. A date of type court hearing is one too. */
export const hearingsToCome = ({ custody }: Facts, on: OnThatDay): readonly PlainDate[] => {
  const date = custody?.dates.at(-1);
  const listed = date?.type === 'court-hearing' && date.date ? [date.date] : [];
  return [...new Set([...(custody?.hearings ?? []), ...listed])]
    .sort()
    .map(day)
    .filter((hearing) => !isBefore(hearing, on.today));
};

/** Red from two days before the next hearing until it is over. */
const courtStages = (
  { opened, alert, hearings }: { opened: PlainDate; alert: PlainDate; hearings: readonly PlainDate[] },
  on: OnThatDay,
): readonly Stage[] => {
  const task: readonly Stage[] = isBefore(opened, alert) ? [{ from: opened, severity: 'task' }] : [];
  const [next] = hearings;
  if (!next) return [...task, { from: alert, severity: 'A' }];
  const urgent = latest(
    opened,
    next.subtract(calendarDays(on.limit('remand.beforeHearing').value)),
    urgentFrom(opened, next, on),
  );
  if (!isBefore(alert, urgent))
    return [...task.filter(({ from }) => isBefore(from, urgent)), { from: urgent, severity: 'R' }];
  return [...task, { from: alert, severity: 'A' }, { from: urgent, severity: 'R' }];
};

/** What is not prepared yet, in a fixed order. */
export const notPrepared = (facts: Facts): readonly ToPrepare[] => {
  const { custody, health, sharing } = facts;
  const missing: Readonly<Record<ToPrepare, boolean>> = {
    referral: housingNeed(facts) !== undefined && !referralPrepared(facts),
    gp: gpNeed(facts) !== undefined && !(health.gp?.status === 'requested' && health.gp.formSigned),
    medicines: medicinesNeed(facts) !== undefined && health.medicines?.courtDayPlanOn === undefined,
    'safe-contact': !sharing?.safeContactSet,
    travel: custody?.arrangements.travel?.made !== true,
  };
  return (['referral', 'gp', 'medicines', 'safe-contact', 'travel'] as const).filter((thing) => missing[thing]);
};

/** Agreements asked and a referral drafted; sent, or refused in her words, where she would be homeless whenever she is released. */
const referralPrepared = (facts: Facts): boolean => {
  const homelessWhenever = housingNeed(facts)?.reason === 'nowhere' || housingNeed(facts)?.reason === 'tenancy-ended';
  return referralsOf(facts).some(
    (referral) =>
      isLive(referral) ||
      isRefused(referral) ||
      (!homelessWhenever && !referral.withdrawn && !referral.ended && allAsked(referral)),
  );
};
