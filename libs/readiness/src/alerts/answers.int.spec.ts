import { type Answer, type ContextApp } from '../../../../test/contexts/context-app';
import type { Woman } from '../../../../test/contexts/housing';
import { aWoman, learned, startReadiness } from '../../../../test/contexts/readiness';
import { eventually } from '../../../../test/projections/kernel-under-test';
import type { AlertLine, CasePage, TaskLine } from '../board/board-view';
import { dateChanged, dateSet, moved, received, screened, sentencedOn } from '../testing/worked-story';

jest.setTimeout(60_000);

let app: ContextApp;
let woman: Woman;

beforeEach(async () => {
  app = await startReadiness('2027-02-19');
  woman = aWoman();
});
afterEach(() => app.close());

const here = (): string => `/api/v1/readiness/cases/${woman.caseId}`;
const page = async (account: string): Promise<CasePage> => {
  const answered: Answer = await app.as(account).get(here()).expect(200);
  return answered.body as CasePage;
};

/** The one alert of a rule, once it stands. */
const alertOf = async (account: string, rule: string): Promise<AlertLine> => {
  let found: AlertLine | undefined;
  await eventually(async () => {
    found = (await page(account)).alerts.find(({ why }) => why?.rule === rule);
    expect(found).toBeDefined();
  });
  if (!found) throw new Error(`${rule} does not stand.`);
  return found;
};
/** The one task that says so, once it is open. */
const taskOf = async (account: string, words: string): Promise<TaskLine> => {
  let found: TaskLine | undefined;
  await eventually(async () => {
    found = (await page(account)).tasks.find(({ text }) => text.startsWith(words));
    expect(found).toBeDefined();
  });
  if (!found) throw new Error(`There is no task "${words}".`);
  return found;
};
const reply = (account: string, { alertId }: AlertLine, what: string, body: object) =>
  app.as(account).post(`${here()}/alerts/${alertId}/${what}`, body);
const toDo = (account: string, { taskId }: TaskLine, what: string, body: object = {}) =>
  app.as(account).post(`${here()}/tasks/${taskId}/${what}`, body);
const code = (of: string): object => ({ type: `urn:through-the-gate:problem:${of}` });

/** Sentenced, nowhere to live: G1 stands. */
const withoutBed = () =>
  learned(app, woman, received('2027-01-11'), screened('2027-01-11'), sentencedOn('2027-02-19'), dateSet('2027-03-31'));

describe('an alert', () => {
  beforeEach(withoutBed);

  it('is acknowledged with what will be done, and stands on', async () => {
    const alert = await alertOf('probation-london', 'G1');
    const words = { willDo: 'Ring Southwark 👍 {{7*7}}', by: '2027-02-22' };
    await reply('probation-london', alert, 'acknowledgement', words).expect(200);
    await eventually(async () =>
      expect((await alertOf('resettlement-bronzefield', 'G1')).acknowledged).toEqual({
        ...words,
        who: 'Probation practitioner, London',
        on: '2027-02-19',
      }),
    );
  });

  it('is answered from today on, in words', async () => {
    const alert = await alertOf('probation-london', 'G1');
    const yesterday = { willDo: 'Ring', by: '2027-02-18' };
    const refused = await reply('probation-london', alert, 'acknowledgement', yesterday).expect(422);
    expect(refused.body).toMatchObject({ errors: [{ field: 'by' }] });
    const noReason = await reply('probation-london', alert, 'snooze', { until: '2027-02-22' }).expect(400);
    expect(noReason.body).toMatchObject({ errors: [{ field: 'reason' }] });
  });

  it('that is put aside a third time is told to the manager', async () => {
    const alert = await alertOf('resettlement-bronzefield', 'G1');
    expect((await page('probation-manager-london')).alerts).toEqual([]);
    for (let times = 0; times < 3; times += 1)
      await reply('resettlement-bronzefield', alert, 'snooze', { reason: 'Waiting.', until: '2027-02-26' }).expect(200);
    expect((await alertOf('probation-manager-london', 'G1')).snoozed).toMatchObject({ reason: 'Waiting.' });
  });

  it('is disputed by whoever is told of it, and does not stand for others', async () => {
    const alert = await alertOf('probation-london', 'G1');
    await reply('probation-london', alert, 'dispute', { why: 'She has a bed.' }).expect(200);
    await eventually(async () =>
      expect((await alertOf('resettlement-bronzefield', 'G1')).disputed).toMatchObject({ why: 'She has a bed.' }),
    );
    const stranger = await reply('healthcare-bronzefield', alert, 'dispute', { why: 'No.' }).expect(409);
    expect(stranger.body).toMatchObject(code('alert-not-standing'));
    await reply('housing-southwark', alert, 'dispute', { why: 'No.' }).expect(404);
  });
});

describe('a task', () => {
  it('is its owner’s: nobody else takes it on, hands it over or says it is done', async () => {
    await withoutBed();
    const task = await taskOf('probation-london', 'Make the duty to refer');
    expect(task).toMatchObject({ isMine: false, actions: [] });
    for (const [what, body] of [
      ['acceptance', {}],
      ['hand-over', { to: 'probation-practitioner' }],
      ['completion', { note: 'Done.' }],
    ] as const)
      expect((await toDo('probation-london', task, what, body).expect(409)).body).toMatchObject(code('task-of-others'));
    await toDo('resettlement-bronzefield', task, 'hand-over', { to: 'probation-practitioner' }).expect(200);
    await eventually(async () =>
      expect(await taskOf('probation-london', 'Make the duty to refer')).toMatchObject({ isMine: true }),
    );
  });

  it('that a fact ends is not ticked off', async () => {
    await withoutBed();
    const task = await taskOf('resettlement-bronzefield', 'Make the duty to refer');
    const refused = await toDo('resettlement-bronzefield', task, 'completion', { note: 'Done.' }).expect(409);
    expect(refused.body).toMatchObject(code('task-ends-by-fact'));
  });

  it('of the prison she came to is not accepted by the one she left', async () => {
    await withoutBed();
    await taskOf('resettlement-bronzefield', 'Make the duty to refer');
    await app.goTo('2027-02-20');
    await learned(app, woman, moved('BZI', 'DWI', '2027-02-20'));
    const task = await taskOf('resettlement-downview', 'Accept after her move: duty to refer');
    const refused = await toDo('resettlement-bronzefield', task, 'acceptance').expect(409);
    expect(refused.body).toMatchObject(code('task-of-others'));
    await toDo('resettlement-downview', task, 'acceptance').expect(200);
    await eventually(async () =>
      expect(await taskOf('resettlement-downview', 'Make the duty to refer')).toMatchObject({ isMine: true }),
    );
  });

  it('of the named lead does not exist for others', async () => {
    const unsafe = { homeOnRelease: 'return-to-previous-address', homeSafe: 'no' } as const;
    await learned(app, woman, received('2027-02-19'), screened('2027-02-19', unsafe), dateSet('2027-03-31'));
    const task = await taskOf('domestic-abuse-lead-bronzefield', 'Make a safe plan');
    const refused = await toDo('resettlement-bronzefield', task, 'completion', { note: 'Done.' }).expect(409);
    expect(refused.body).toMatchObject(code('task-not-open'));
    await toDo('domestic-abuse-lead-bronzefield', task, 'completion', { note: 'Made with her.' }).expect(200);
    await eventually(async () => {
      const { tasks } = await page('domestic-abuse-lead-bronzefield');
      expect(tasks.filter(({ kind }) => kind === 'make-safe-plan')).toEqual([]);
    });
  });

  it('of telling the others is each owner’s own', async () => {
    await withoutBed();
    await app.goTo('2027-02-22');
    await learned(app, woman, dateChanged('2027-03-31', '2027-03-17'));
    await alertOf('probation-london', 'G8');
    const told = 'Tell everyone you work with';
    await eventually(async () => {
      const mine = (await page('probation-london')).tasks.filter(({ text, isMine }) => isMine && text.startsWith(told));
      const [task] = mine;
      if (!task) throw new Error('The probation practitioner has no such task.');
      await toDo('probation-london', task, 'completion', { note: 'Told by phone.' }).expect(200);
    });
    await eventually(async () => {
      const left = (await page('probation-london')).tasks.filter(({ text }) => text.startsWith(told));
      expect(left.map(({ owner }) => owner)).toEqual([
        'Prison healthcare, Bronzefield',
        'Prison resettlement, Bronzefield',
      ]);
    });
    await alertOf('probation-london', 'G8');
  });
});
