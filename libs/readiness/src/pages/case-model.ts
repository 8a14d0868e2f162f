import type { Role } from '@ttg/access';
import { londonDay } from '@ttg/web/pages';
import type { AlertAction, AlertLine, CasePage, TaskAction, TaskLine, TimelineEntry } from '../board/board-view';
import { releaseWords, type ReleaseWords } from './release-words';

interface Link {
  readonly text: string;
  readonly href: string;
}

interface DayOfHers {
  readonly day: string;
  readonly entries: readonly (TimelineEntry & { readonly recordedOn?: string })[];
}

export interface CaseModel extends Omit<CasePage, 'alerts' | 'tasks' | 'timeline' | 'earlier'> {
  /** Of the browser's tab and history: nothing of hers. */
  readonly title: string;
  readonly leaves: ReleaseWords;
  /** `7 of 12`. */
  readonly trueOnTheDay: { readonly done: number; readonly of: number };
  readonly alerts: readonly (AlertLine & { readonly links: readonly Link[] })[];
  readonly tasks: readonly (TaskLine & { readonly links: readonly Link[]; readonly acceptAt?: string })[];
  /** Latest day first. */
  readonly timeline: readonly DayOfHers[];
  readonly earlierAt?: string;
  /** Where a release that was none is taken back, for those who record releases. */
  readonly takeBackReleaseAt?: string;
}

const alertLinks: Readonly<Record<AlertAction, string>> = {
  acknowledge: 'Say what will be done',
  snooze: 'Put aside until a day',
  dispute: 'This is wrong',
};
const taskLinks: Readonly<Record<Exclude<TaskAction, 'accept'>, string>> = {
  'hand-over': 'Hand over',
  complete: 'Say it is done',
};

/** What the template of her page shows to that role. */
export const caseModel = ({ earlier, ...page }: CasePage, role: Role): CaseModel => {
  const here = `/cases/${page.caseId}`;
  const needed = page.onTheDay.filter(({ need }) => need.status !== 'not-needed' && need.status !== 'not-shown');
  return {
    ...page,
    title: 'Her page',
    leaves: releaseWords(page.release),
    trueOnTheDay: { done: needed.filter(({ need }) => need.status === 'done').length, of: needed.length },
    alerts: page.alerts.map((alert) => ({
      ...alert,
      links: alert.actions.map((action) => ({
        text: alertLinks[action],
        href: `${here}/alerts/${alert.alertId}/${action}`,
      })),
    })),
    tasks: page.tasks.map((task) => withTaskLinks(task, `${here}/tasks/${task.taskId}`)),
    timeline: byDay(page.timeline),
    earlierAt: earlier && `${here}?before=${encodeURIComponent(earlier)}#timeline`,
    takeBackReleaseAt: mayTakeBack(page, role) ? `${here}/custody/release-reversal` : undefined,
  };
};

/** The decider of `custody` has the last word: this only keeps the link off pages that it would lead nowhere from. */
const mayTakeBack = ({ release, closed }: Pick<CasePage, 'release' | 'closed'>, role: Role): boolean =>
  role === 'prison-resettlement' && release?.released === true && !closed;

const withTaskLinks = (task: TaskLine, at: string): CaseModel['tasks'][number] => ({
  ...task,
  acceptAt: task.actions.includes('accept') ? `${at}/accept` : undefined,
  links: task.actions.flatMap((action) =>
    action === 'accept' ? [] : [{ text: taskLinks[action], href: `${at}/${action}` }],
  ),
});

/** When something was recorded is said where it was another day than when it was true. */
const byDay = (timeline: readonly TimelineEntry[]): readonly DayOfHers[] => {
  const days: { day: string; entries: DayOfHers['entries'][number][] }[] = [];
  for (const entry of timeline) {
    const [day, recordedOn] = [londonDay(entry.occurredAt), londonDay(entry.recordedAt)];
    const line = { ...entry, recordedOn: recordedOn === day ? undefined : recordedOn };
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(line);
    else days.push({ day, entries: [line] });
  }
  return days;
};
