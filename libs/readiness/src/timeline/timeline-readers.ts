import type { Audience, RuleId } from '../events';

interface Happened {
  readonly type: string;
  readonly data: { readonly rule?: RuleId; readonly audience?: readonly Audience[]; readonly kind?: string };
}

const dates: readonly string[] = [
  'custody.release-date-set',
  'custody.release-date-changed',
  'custody.release-date-withdrawn',
  'custody.moved-to-prison',
  'custody.released',
  'custody.release-reversed',
];
/** Who meets her and with what is the plan of those who plan it. */
const plansOfTheDay = 'custody.release-day-arrangement-';
const leadOnly: readonly RuleId[] = ['G14'];
/** Rules that may speak to healthcare: what an alert's later events say without naming who is told. */
const toHealthcare: readonly RuleId[] = ['G8', 'G9', 'G10', 'G15', 'G16', 'G22', 'G24'];
const notHealthcares: readonly string[] = [
  'make-duty-to-refer',
  'ask-once-more',
  'find-accommodation',
  'prepare-for-court-release',
];

/**
 * Who may read what of the timeline (law-and-practice E.4): a council sees dates, and its own referral on the referral's
 * page; medicines are healthcare's, and the rest of the plan is not; what is kept to the named lead stays with her.
 */
export const mayRead = ({ type, data }: Happened, reader: Audience): boolean => {
  if (reader === 'council-housing') return dates.includes(type);
  if (type.startsWith('readiness.')) return readinessFor(data, reader);
  if (type.startsWith('health.')) return type.startsWith('health.gp-') || reader === 'prison-healthcare';
  if (reader !== 'prison-healthcare') return true;
  return type.startsWith('custody.') && !type.startsWith(plansOfTheDay);
};

const readinessFor = ({ rule, audience, kind }: Happened['data'], reader: Audience): boolean => {
  if (reader === 'domestic-abuse-lead') return true;
  if ((rule && leadOnly.includes(rule)) || kind === 'make-safe-plan') return false;
  if (audience) return audience.includes(reader);
  if (reader !== 'prison-healthcare') return true;
  return rule ? toHealthcare.includes(rule) : !notHealthcares.includes(kind ?? '');
};
