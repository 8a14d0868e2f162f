import { calendarDays, isAfter, isBefore, laterOf, type PlainDate } from '@ttg/calendar';
import type { Facts } from '../facts';
import { windowOpened, type ExpectedRelease } from './expected-release';
import type { Finding, Rule, Stage } from './finding';
import { bedsKnown, firstNightsWithout, nightsNeeded, type Bed, type NightsWithout } from './nights';
import { learnedOn, type OnThatDay } from './on-that-day';
import { ownerOf, resettlement } from './owners';
import { firstAlert, ladder, urgentFrom } from './stages';

/** G1: every one of the 84 nights from release has a safe bed, or somebody is told of the first that has none. */
export const noAccommodation: Rule = ({ facts, on, release }) => {
  if (!release) return [];
  const beds = bedsKnown(facts);
  const without = nightsWithout(beds, release, on);
  if (without) return [finding(facts, on, without, uncovered(facts, on, release, without))];
  // Every night has some bed. Where it is a friend's sofa or a short stay, it is a thing to be aware of.
  const withoutHome = nightsWithout(
    beds.filter(({ passing }) => !passing),
    release,
    on,
  );
  return withoutHome ? [finding(facts, on, withoutHome, passing(on, release, withoutHome))] : [];
};

const nightsWithout = (beds: readonly Bed[], release: ExpectedRelease, on: OnThatDay): NightsWithout | undefined =>
  firstNightsWithout(beds, nightsNeeded(release, on), on.today);

const uncovered = (
  facts: Facts,
  on: OnThatDay,
  release: ExpectedRelease,
  { from }: NightsWithout,
): readonly Stage[] => {
  const known = withoutBedSince(facts, on, release);
  const opened = laterOf(known, boardOpened(on, release, from));
  const urgent = from.subtract(calendarDays(on.limit('accommodation.urgent').value));
  return ladder({
    opened,
    alert: from.subtract(calendarDays(on.limit('accommodation.alert').value)),
    urgent: laterOf(urgent, urgentFrom(known, release.day, on)),
  });
};

/** The day from which the night was within reach: where it is the first of all, by the T that was known on each day. */
const boardOpened = (on: OnThatDay, release: ExpectedRelease, night: PlainDate): PlainDate => {
  const window = on.limit('accommodation.board').value;
  return night.equals(release.planned) ? windowOpened(release, window) : night.subtract(calendarDays(window));
};

const passing = (on: OnThatDay, release: ExpectedRelease, { from }: NightsWithout): readonly Stage[] => {
  const opened = laterOf(release.knownSince, from.subtract(calendarDays(on.limit('accommodation.board').value)));
  const aware = laterOf(opened, from.subtract(calendarDays(on.limit('accommodation.alert').value)));
  const task: Stage = { from: opened, severity: 'task' };
  const line: Stage = { from: aware, severity: 'B' };
  return isBefore(opened, aware) ? [task, line] : [line];
};

const finding = (facts: Facts, on: OnThatDay, { from, to }: NightsWithout, stages: readonly Stage[]): Finding => {
  const audience = resettlement(facts);
  const aware = firstAlert(stages);
  const board = from.subtract(calendarDays(on.limit('accommodation.board').value));
  const opened = stages[0]?.from ?? board;
  const compressed = isAfter(opened, board);
  return {
    rule: 'G1',
    subject: '',
    stages,
    until: to.add(calendarDays(1)),
    audience,
    facts: { firstNight: from.toString(), lastNight: to.toString(), passingPlaceOnly: stages.at(-1)?.severity === 'B' },
    sources: [
      on.limit('accommodation.nights').source,
      on.limit('accommodation.alert').source,
      on.limit('accommodation.urgent').source,
    ],
    due: laterOf(from, opened),
    compressed,
    tasks: [{ kind: 'find-accommodation', subject: '', owner: ownerOf(audience), due: aware }],
  };
};

/** Since which day some night has been without a bed, by what was known on each day. */
const withoutBedSince = (facts: Facts, on: OnThatDay, release: ExpectedRelease): PlainDate => {
  let since = on.today;
  for (const day of daysOfChange(facts, release)) {
    const known = release.history.findLast(({ from }) => !isAfter(from, day));
    if (!known?.planned) break;
    const end = laterOf(known.planned, day).add(calendarDays(on.limit('accommodation.nights').value));
    if (!firstNightsWithout(bedsKnown(facts, day), { first: known.planned, end }, day)) break;
    since = day;
  }
  return since;
};

/** The days on which her release day or her places changed, latest first. */
const daysOfChange = (facts: Facts, release: ExpectedRelease): readonly PlainDate[] => {
  const versions = Object.values(facts.housing.accommodation?.places ?? {}).flat();
  const days = [...release.history.map(({ from }) => from), ...versions.map(({ at }) => learnedOn(at))];
  return [...new Map(days.map((day) => [day.toString(), day])).entries()]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, day]) => day);
};
