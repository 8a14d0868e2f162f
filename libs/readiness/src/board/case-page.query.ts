import { Injectable } from '@nestjs/common';
import { Clock, type PlainDate } from '@ttg/calendar';
import { isoDate, NotFound, ReadModels } from '@ttg/event-sourcing';
import { endsByPerson } from '../alerts';
import { Settled } from '../assessor/settled';
import type { Audience, TaskKind } from '../events';
import type { Facts } from '../facts';
import { audienceInWords, onThatDay, taskText } from '../rules';
import { TimelineQuery } from '../timeline/timeline.query';
import { AlertLines, type AlertRow } from './alert-lines';
import { boardRow } from './board-row';
import * as statements from './board-statements';
import type { CasePage, OnTheDayLine, TaskLine } from './board-view';
import { handOverChoices } from './hand-over-choices';
import { HiddenWomen } from './hidden-women';
import { legalStatusInWords } from './needs';
import { onTheDay, type OnTheDayFact } from './on-the-day';
import { prisonPlace } from './places';
import { releaseView } from './release-view';
import { ShownNames } from './shown-names';
import { seesOnTheDay, type Viewer } from './viewer';

interface TaskRow {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly subject: string;
  readonly owner: Audience;
  readonly prison: string | null;
  readonly due: TaskLine['due'] | null;
  readonly compressed: boolean;
  readonly openedOn: TaskLine['openedOn'];
  readonly accepted: boolean;
}

/** Her page: what must be true on the day, what is still missing, and what has happened. */
@Injectable()
export class CasePages {
  constructor(
    private readonly readModels: ReadModels,
    private readonly names: ShownNames,
    private readonly lines: AlertLines,
    private readonly timeline: TimelineQuery,
    private readonly settled: Settled,
    private readonly hidden: HiddenWomen,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for a case that is not there, or that the account may not see. */
  async show(viewer: Viewer, caseId: string, timelineCursor?: string): Promise<CasePage> {
    const settled = await this.settled.wait(caseId);
    const today = this.clock.today();
    const [found] = await this.readModels.query<{ personId: string; facts: Facts }>(statements.oneCase, [
      caseId,
      viewer.prison ?? null,
      viewer.council ?? null,
      await this.hidden.from(viewer.council),
    ]);
    if (!found) throw new NotFound('case');
    const { personId, facts } = found;
    const row = boardRow(facts, today);
    const [alertRows, taskRows, nameOf, { entries, earlier }] = await Promise.all([
      this.readModels.query<AlertRow>(statements.alertsOf, [[caseId]]),
      this.readModels.query<TaskRow>(statements.tasksOf, [caseId]),
      this.names.of([personId], viewer),
      this.timeline.page(caseId, viewer.reader, timelineCursor),
    ]);
    const alerts = (await this.lines.of(alertRows, viewer)).get(caseId) ?? [];
    return {
      today: isoDate(today),
      caseId,
      behind: settled ? undefined : true,
      name: nameOf(personId),
      prison: row.prison && !row.released ? prisonPlace(row.prison) : undefined,
      legalStatus: legalStatusInWords(row, viewer),
      closed: row.closed || undefined,
      release: releaseView(facts, row, onThatDay(today)),
      onTheDay: dayLines(facts, today, viewer),
      alerts,
      tasks: taskRows.flatMap((task) => taskLine(task, viewer)),
      timeline: entries,
      earlier,
    };
  }
}

const dayLines = (facts: Facts, today: PlainDate, viewer: Viewer): readonly OnTheDayLine[] =>
  onTheDay(facts, today)
    .filter(({ key }) => seesOnTheDay(viewer, key))
    .map((fact) => ({
      key: fact.key,
      what: fact.what,
      need: { status: fact.status, words: wordsFor(fact, viewer) },
      since: fact.since,
    }));

const wordsFor = ({ words, detail }: OnTheDayFact, { reader }: Viewer): string =>
  reader === 'prison-healthcare' && detail ? detail : words;

const taskLine = (task: TaskRow, { reader, prison }: Viewer): TaskLine[] => {
  if (!reader || (task.kind === 'make-safe-plan' && reader !== 'domestic-abuse-lead')) return [];
  if (reader === 'council-housing' && task.owner !== reader) return [];
  const isMine = task.owner === reader && isHere(task, prison);
  return [
    {
      taskId: task.taskId,
      kind: task.kind,
      text: taskText(task, reader),
      owner: task.prison
        ? `${audienceInWords[task.owner]}, ${prisonPlace(task.prison).name}`
        : audienceInWords[task.owner],
      isMine,
      status: task.accepted ? 'accepted' : 'open',
      openedOn: task.openedOn,
      due: task.due ?? undefined,
      compressed: task.compressed,
      actions: isMine ? actions(task) : [],
      handOverTo: isMine ? handOverChoices(task.owner) : [],
    },
  ];
};

/** A task of no prison in particular is anybody's of that role. */
const isHere = (task: TaskRow, prison: string | undefined): boolean =>
  !prison || !task.prison || task.prison === prison;

const actions = ({ kind, accepted }: TaskRow): TaskLine['actions'] => [
  ...(accepted ? [] : (['accept'] as const)),
  'hand-over',
  ...(endsByPerson(kind) ? (['complete'] as const) : []),
];
