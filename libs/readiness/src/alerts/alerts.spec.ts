import { date } from '@ttg/calendar';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import type { ReadinessEvent } from '../events';
import type { Facts } from '../facts';
import { assess } from '../rules';
import { caseId, CaseRecord, doneByPerson, on, prison } from '../testing/case-record';
import {
  dateSet,
  gpConfirmed,
  moved,
  received,
  referred,
  screened,
  sentencedOn,
  theReferral,
  receipt,
  bed,
  leaves,
} from '../testing/worked-story';
import {
  acceptTask,
  acknowledge,
  AlertNotStanding,
  alerts,
  type AlertsState,
  completeTask,
  dispute,
  GiveWords,
  handOver,
  reconcile,
  snooze,
  TaskEndsByFact,
  TaskNotOpen,
  WrongDay,
} from '.';

const given = specification(alerts);
const inside = CaseRecord.empty.learned(
  '2027-02-19',
  received('2027-01-11'),
  screened('2027-01-11', { medicines: 'none' }),
  sentencedOn('2027-02-19'),
  dateSet('2027-03-31'),
);
const sweep = (facts: Facts, day: string) => reconcile(caseId, assess(facts, date(day)), date(day));
const written = (facts: Facts, day: string, before: readonly ReadinessEvent[] = []): readonly ReadinessEvent[] =>
  [sweep(facts, day)(before.reduce<AlertsState>(alerts.evolve, alerts.initial))].flat();
const typesOf = (events: readonly ReadinessEvent[]) =>
  events.map(({ type, data }) =>
    [type, 'rule' in data ? data.rule : '', 'kind' in data ? data.kind : ''].filter((word) => word !== '').join(' '),
  );

const first = written(inside.facts, '2027-02-19');
const [raised] = first.flatMap((event) => (event.type === 'readiness.alert-raised' ? [event] : []));
const alertId = raised?.data.alertId ?? '';
const taskOf = (events: readonly ReadinessEvent[], kind: string) =>
  events.flatMap((event) =>
    event.type === 'readiness.task-opened' && event.data.kind === kind ? [event.data.taskId] : [],
  )[0] ?? '';

describe('a sweep', () => {
  it('writes what the rules found: alerts with their facts and source, tasks with their owners', () => {
    expect(typesOf(first)).toEqual([
      'readiness.alert-raised G1',
      'readiness.task-opened G1 find-accommodation',
      'readiness.task-opened G2 make-duty-to-refer',
    ]);
    expect(raised?.data).toMatchObject({
      rule: 'G1',
      subject: '',
      severity: 'A',
      ruleVersion: 1,
      audience: ['prison-resettlement', 'probation-practitioner'],
      facts: { firstNight: '2027-03-31' },
      due: '2027-03-31',
      on: '2027-02-19',
    });
    expect(raised?.data.source).toContain('Homelessness Code of Guidance, chapter 4');
  });

  it('writes nothing twice', () =>
    given(...first)
      .when(sweep(inside.facts, '2027-02-20'))
      .thenNothing());

  it('gives the same ids to the same raise, and others to the next one', () => {
    expect(written(inside.facts, '2027-02-19')).toEqual(first);
    const housed = inside.learned('2027-03-08', bed('2027-03-31', '2027-06-23'));
    const cleared = [...first, ...written(housed.facts, '2027-03-08', first)];
    const again = written(inside.facts, '2027-03-09', cleared);
    const ids = [...cleared, ...again].flatMap((event) =>
      event.type === 'readiness.alert-raised' && event.data.rule === 'G1' ? [event.data.alertId] : [],
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('escalates when the severity rises', () => {
    const later = written(inside.facts, '2027-03-17', first);
    const escalated = later.flatMap((event) => (event.type === 'readiness.alert-escalated' ? [event.data] : []));
    expect(escalated).toEqual([expect.objectContaining({ alertId, from: 'A', severity: 'R', on: '2027-03-17' })]);
  });

  it('names the event that cleared an alert, and none where time did', () => {
    const housed = inside.learned('2027-03-08', bed('2027-03-31', '2027-06-23'));
    const [cleared] = written(housed.facts, '2027-03-08', first).flatMap((event) =>
      event.type === 'readiness.alert-cleared' ? [event.data] : [],
    );
    expect(cleared).toMatchObject({ alertId, clearedBy: housed.events.at(-1)?.id });

    const shortBed = inside.learned('2027-03-31', bed('2027-04-01', undefined), leaves('2027-03-31'));
    const oneNight = written(shortBed.facts, '2027-03-31');
    const passed = written(shortBed.facts, '2027-04-01', oneNight).flatMap((event) =>
      event.type === 'readiness.alert-cleared' && event.data.rule === 'G1' ? [event.data.clearedBy] : [],
    );
    expect(passed).toEqual([undefined]);
  });

  it('closes a task as done where a fact shows it, as not needed where nobody asks any more', () => {
    const sent = inside.learned(
      '2027-03-02',
      ...referred(theReferral, '2027-03-02'),
      receipt(theReferral, '2027-03-02'),
    );
    expect(written(sent.facts, '2027-03-02', first).filter(({ type }) => type === 'readiness.task-done')).toEqual([
      expect.objectContaining({
        data: expect.objectContaining({ kind: 'make-duty-to-refer', how: 'fact' }) as unknown,
      }),
    ]);
    const later = inside.learned('2027-03-02', dateSet('2027-12-15'));
    expect(
      written(later.facts, '2027-03-02', first).flatMap((event) =>
        event.type === 'readiness.task-done' ? [event.data.how] : [],
      ),
    ).toEqual(['not-needed', 'not-needed']);
  });

  it('moves the due day of a task with her release day', () => {
    const nearer = inside.learned('2027-02-22', dateSet('2027-03-10'));
    expect(typesOf(written(nearer.facts, '2027-02-22', first))).toContain(
      'readiness.task-rescheduled make-duty-to-refer',
    );
  });

  it('hands a task over to the probation practitioner when she has left', () => {
    const out = inside.learned('2027-03-31', leaves('2027-03-31'));
    const handed = written(out.facts, '2027-03-31', first).flatMap((event) =>
      event.type === 'readiness.task-handed-over' ? [event.data] : [],
    );
    expect(handed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'find-accommodation', to: 'probation-practitioner', how: 'fact' }),
      ]),
    );
  });

  it('does not open again what a person has just done, though the facts do not know yet', () => {
    const nearer = inside.learned('2027-02-22', dateSet('2027-03-10'));
    const open = written(nearer.facts, '2027-02-22');
    const done = doneByPerson('tell-of-earlier-date', '2027-02-22:prison-resettlement', '2027-02-22');
    const ours = open.flatMap((event) =>
      event.type === 'readiness.task-opened' && event.data.subject === done.data.subject ? [event.data.taskId] : [],
    );
    expect(ours).toHaveLength(1);
    given(...open, { ...done, data: { ...done.data, taskId: ours[0] ?? '' } })
      .when(sweep(nearer.facts, '2027-02-22'))
      .thenNothing();
  });
});

describe('an alert that stands', () => {
  const today = date('2027-02-22');
  it('is acknowledged with what will be done, and stands on', () => {
    const decided = [
      acknowledge(
        { alertId, willDo: 'ring the hostel', by: on('2027-02-24') },
        today,
      )(first.reduce<AlertsState>(alerts.evolve, alerts.initial)),
    ].flat();
    expect(typesOf(decided)).toEqual(['readiness.alert-acknowledged G1']);
    given(...first, ...decided)
      .when(sweep(inside.facts, '2027-02-22'))
      .thenNothing();
  });
  it.each([
    ['without words', () => acknowledge({ alertId, willDo: '  ', by: on('2027-02-24') }, today), GiveWords],
    ['by a day that has passed', () => acknowledge({ alertId, willDo: 'ring', by: on('2027-02-21') }, today), WrongDay],
    ['snoozed without a reason', () => snooze({ alertId, reason: '', until: on('2027-03-01') }, today), GiveWords],
    ['snoozed until today', () => snooze({ alertId, reason: 'court', until: on('2027-02-22') }, today), WrongDay],
    ['disputed without words', () => dispute({ alertId, why: ' ' }), GiveWords],
  ])('is not answered %s', (_how, decide, error) =>
    given(...first)
      .when(decide())
      .thenRefused(error),
  );

  it('snoozed three times is told to a manager, who stays told', () => {
    const until = on('2027-03-01');
    let events: readonly ReadinessEvent[] = first;
    for (let time = 1; time <= 3; time += 1) {
      const state = events.reduce<AlertsState>(alerts.evolve, alerts.initial);
      const news = [snooze({ alertId, reason: 'no beds', until }, today)(state)].flat();
      expect(news).toHaveLength(time === 3 ? 2 : 1);
      events = [...events, ...news];
    }
    expect(events.at(-1)?.data).toMatchObject({
      audience: ['prison-resettlement', 'probation-practitioner', 'probation-manager'],
    });
    given(...events)
      .when(sweep(inside.facts, '2027-02-22'))
      .thenNothing();
  });
});

it('an alert that was cleared is not answered', () => {
  const housed = inside.learned('2027-03-08', bed('2027-03-31', '2027-06-23'));
  const cleared = [...first, ...written(housed.facts, '2027-03-08', first)];
  given(...cleared)
    .when(dispute({ alertId, why: 'wrong' }))
    .thenRefused(AlertNotStanding);
  given()
    .when(dispute({ alertId, why: 'wrong' }))
    .thenRefused(AlertNotStanding);
});

describe('a task', () => {
  const today = date('2027-02-22');
  const taskId = taskOf(first, 'make-duty-to-refer');
  it('that a fact ends cannot be ticked off', () =>
    given(...first)
      .when(completeTask({ taskId }, today))
      .thenRefused(TaskEndsByFact));
  it('that is not open is neither accepted nor done', () => {
    given().when(acceptTask({ taskId }, today)).thenRefused(TaskNotOpen);
    given().when(completeTask({ taskId }, today)).thenRefused(TaskNotOpen);
  });
  it('is accepted once', () => {
    const state = first.reduce<AlertsState>(alerts.evolve, alerts.initial);
    const accepted = [acceptTask({ taskId, prison: prison('BZI') }, today)(state)].flat();
    expect(accepted).toHaveLength(1);
    given(...first, ...accepted)
      .when(acceptTask({ taskId, prison: prison('BZI') }, today))
      .thenNothing();
  });
  it('that is handed over belongs to the other, also by the rules', () => {
    const state = first.reduce<AlertsState>(alerts.evolve, alerts.initial);
    const handed = [handOver({ taskId, to: 'probation-practitioner' }, today)(state)].flat();
    const known = inside.learned('2027-02-22', ...handed);
    expect(known.assessed('2027-02-22').tasks.find(({ kind }) => kind === 'make-duty-to-refer')?.owner).toBe(
      'probation-practitioner',
    );
    given(...first, ...handed)
      .when(sweep(known.facts, '2027-02-22'))
      .thenNothing();
    given(...first, ...handed)
      .when(handOver({ taskId, to: 'probation-practitioner' }, today))
      .thenNothing();
  });
  it('of a move is accepted for the new prison, and the task goes there with it', () => {
    const movedAway = inside.learned('2027-03-04', moved('BZI', 'DWI', '2027-03-04'));
    const before = [...first, ...written(movedAway.facts, '2027-03-04', first)];
    const toAccept =
      before.flatMap((event) =>
        event.type === 'readiness.task-opened' && event.data.subject === '2027-03-04:arrange-gp'
          ? [event.data.taskId]
          : [],
      )[0] ?? '';
    const state = before.reduce<AlertsState>(alerts.evolve, alerts.initial);
    const accepted = [acceptTask({ taskId: toAccept, prison: prison('DWI') }, date('2027-03-05'))(state)].flat();
    const after = movedAway.learned('2027-03-05', ...accepted);
    const news = written(after.facts, '2027-03-05', [...before, ...accepted]);
    expect(
      news.flatMap((event) =>
        event.type === 'readiness.task-handed-over' ? [`${event.data.kind} ${event.data.prison}`] : [],
      ),
    ).toEqual(['arrange-gp DWI']);
    expect(
      written(after.learned('2027-03-05', gpConfirmed('2027-03-05')).facts, '2027-03-05', [
        ...before,
        ...accepted,
        ...news,
      ]).some(({ type }) => type === 'readiness.task-opened'),
    ).toBe(false);
  });
});
