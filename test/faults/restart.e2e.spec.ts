import type { BoardPage, CasePage } from '@ttg/readiness/board/board-view';
import { ApiClient, type Caller } from '../support/api-client';
import { type RunningApp, startApp, temporaryDataDir, type TemporaryDataDir } from '../support/built-app';

jest.setTimeout(120_000);

let data: TemporaryDataDir;
let app: RunningApp;

beforeEach(async () => {
  data = temporaryDataDir();
  await start();
});
afterEach(async () => {
  await app.stop();
  await data.remove();
});

const start = async (): Promise<void> => {
  app = await startApp({ env: { DATA_DIR: data.path, DEMO: 'on', DEMO_WOMEN: '0' } });
};
const asOfficer = (): Caller => new ApiClient(app.url).as('resettlement-bronzefield');

/** A woman is received. @returns her case, and the Event-Position that the writer was told. */
const received = async (): Promise<{ readonly caseId: string; readonly position: string }> => {
  const person = { prisonNumber: 'A1234BC', names: { first: 'Synthetic', last: 'Example' }, synthetic: true };
  const { personId } = await asOfficer().post('/api/v1/people/persons', person);
  const { today } = await asOfficer().get<{ today: string }>('/demo/clock');
  const reception = { personId, prison: 'BZI', receivedOn: today, from: 'court', legalStatus: 'remand' };
  const { caseId = '', position = '' } = await asOfficer().post('/api/v1/custody/cases', reception);
  return { caseId, position };
};

/** One look, with no second try. */
const readAfter = (path: string, position: string) =>
  asOfficer().send('GET', path, { headers: { 'Read-After': position } });

const seesHerWrite = async (caseId: string, position: string): Promise<void> => {
  const cases = await readAfter('/api/v1/custody/cases?prison=BZI', position);
  expect(cases).toMatchObject({ status: 200, body: { cases: [{ caseId }] } });
  const board = await readAfter('/api/v1/readiness/board', position);
  expect(board.status).toBe(200);
  expect((board.body as BoardPage).rows.map((row) => row.caseId)).toEqual([caseId]);
  const page = await readAfter(`/api/v1/readiness/cases/${caseId}`, position);
  expect(page.status).toBe(200);
  expect((page.body as CasePage).name).toEqual({ kind: 'shown', text: 'Synthetic Example' });
};

describe('a writer who reads after the server was started again', () => {
  it('sees what she wrote before it was stopped', async () => {
    const { caseId, position } = await received();
    await app.stop();
    await start();
    await seesHerWrite(caseId, position);
  });

  it('sees what she wrote before it was killed, with no time for the read models', async () => {
    const { caseId, position } = await received();
    await app.kill();
    await start();
    await seesHerWrite(caseId, position);
  });

  it('is told that it is being saved where it cannot be seen yet', async () => {
    await new ApiClient(app.url).as('administrator').post('/api/v1/admin/projections/readiness.board/pause', {});
    const { position } = await received();
    const answer = await readAfter('/api/v1/readiness/board', position);
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:through-the-gate:problem:being-saved' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});
