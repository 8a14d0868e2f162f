import { randomUUID } from 'node:crypto';
import { date } from '@ttg/calendar';
import { ClosedCases, type DomainEvent, isoDate, type IsoDate, Personal } from '@ttg/event-sourcing';
import { Archive } from '@ttg/event-sourcing/archive/archive';
import { personRegistered } from '@ttg/people/events';
import { Pool } from 'pg';
import { type ContextApp, startContext } from '../../../../test/contexts/context-app';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { CustodyModule } from '../custody.module';
import { caseClosed, caseReopened, returnedToCustody } from '../events';

jest.setTimeout(60_000);

const day = (text: string): IsoDate => isoDate(date(text));
const cases = '/api/v1/custody/cases';
const staff = 'resettlement-bronzefield';

let database: TestDatabase;
let context: ContextApp;

beforeAll(async () => {
  database = await testDatabase();
  context = await startContext([CustodyModule], '2027-03-24', database);
}, 120_000);
afterAll(async () => {
  await context.close();
  await database.drop();
});

const closedBefore = (text: string): Promise<readonly string[]> => context.app.get(ClosedCases).closedBefore(day(text));

describe('closed cases', () => {
  const about = (caseId: string) => ({ caseId, personId: randomUUID() });
  const closed = (caseId: string, on: string) => caseClosed({ caseId, on: day(on), reason: 'period-over' });

  it('are those that were closed before the day, and not opened again since', async () => {
    const [before, after, reopened, closedAgain, returned] = Array.from({ length: 5 }, () => randomUUID());
    const happened = (caseId = '', ...events: readonly DomainEvent[]) =>
      context.happened(`custody-${caseId}`, about(caseId), ...events);
    const reopening = (caseId = '') => caseReopened({ caseId, on: day('2026-02-01'), reason: 'more-to-do' });
    await happened(before, closed(before ?? '', '2026-03-30'));
    await happened(after, closed(after ?? '', '2026-03-31'));
    await happened(reopened, closed(reopened ?? '', '2026-01-01'), reopening(reopened));
    await happened(
      closedAgain,
      closed(closedAgain ?? '', '2025-01-01'),
      reopening(closedAgain),
      closed(closedAgain ?? '', '2026-03-01'),
    );
    const next = { reason: 'recall', nextCaseId: randomUUID() } as const;
    await happened(returned, returnedToCustody({ caseId: returned ?? '', on: day('2026-02-01'), ...next }));
    expect(new Set(await closedBefore('2026-03-31'))).toEqual(new Set([before, closedAgain, returned]));
  });
});

describe('a case in the archive', () => {
  const post = (path: string, body: object) => context.as(staff).post(`${cases}${path}`, body);

  it('is shown as before, and is opened again', async () => {
    const personId = randomUUID();
    const names = Personal.of({ first: 'Synthetic', last: 'Example' });
    await context.happened(`person-${personId}`, { personId }, personRegistered({ personId, synthetic: true, names }));
    const reception = { prison: 'BZI', receivedOn: '2027-01-11', from: 'court', legalStatus: 'remand' };
    const { caseId } = (await post('', { personId, ...reception }).expect(201)).body as { caseId: string };
    await post(`/${caseId}/closure`, { on: '2027-03-24', reason: 'opened-in-error' }).expect(200);
    const shown = async () => (await context.as(staff).get(`${cases}/${caseId}`).expect(200)).body as object;
    const before = await shown();
    await context.goTo('2029-04-01');

    const pool = new Pool({ connectionString: database.appUrl });
    const { appUrl: databaseUrl, maintenanceUrl } = database;
    const archive = new Archive(pool, { databaseUrl, maintenanceUrl, keys: {}, background: false });
    const streams = await archive.streamsOf(await closedBefore('2029-01-01'), day('2029-01-01'));
    expect(streams).toContainEqual({ stream: `custody-${caseId}`, events: 2 });
    expect(streams.map(({ stream }) => stream)).not.toContain(`person-${personId}`);
    await archive.move(streams, day('2029-01-01'));
    await pool.end();

    expect(await shown()).toEqual(before);
    await post(`/${caseId}/reopening`, { on: '2029-04-01', reason: 'closed-in-error' })
      .expect(200)
      .expect('ETag', '"2"');
    expect(await shown()).toMatchObject({ caseId, status: 'in-custody' });
  });
});
