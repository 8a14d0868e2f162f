import { existsSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import type { BoardPage } from '@ttg/readiness/board/board-view';
import { KurrentDbDouble } from '../doubles/kurrentdb/kurrentdb-double';
import { eventually } from '../projections/kernel-under-test';
import { ApiClient } from '../support/api-client';
import { appBed } from '../support/app-bed';
import { runApp, runCommand, type RunningApp } from '../support/built-app';

jest.setTimeout(60_000);

let double: KurrentDbDouble;

beforeEach(async () => {
  double = await KurrentDbDouble.start();
});

const bed = appBed(() => ({ DEMO: 'on', KURRENTDB_URL: double.connectionString }));

// After the applications on it.
afterEach(() => double.stop());

const today = Temporal.Now.plainDateISO('Europe/London');

/** A synthetic woman with nowhere to go when she leaves in forty days. */
const receive = async (app: RunningApp): Promise<void> => {
  const resettlement = new ApiClient(app.url).as('resettlement-bronzefield');
  const on = today.toString();
  const { personId } = await resettlement.post('/api/v1/people/persons', {
    names: { first: 'Synthetic', last: 'Example' },
    dateOfBirth: '1990-04-01',
    prisonNumber: 'A9876ZY',
    synthetic: true,
  });
  const reception = { personId, prison: 'BZI', receivedOn: on, from: 'court', legalStatus: 'sentenced' };
  const { caseId } = await resettlement.post('/api/v1/custody/cases', reception);
  const say = (what: string, body: object) => resettlement.post(`/api/v1/custody/cases/${caseId}/${what}`, body);
  const home = { onRelease: 'nowhere' };
  await say('screening', { screenedOn: on, inPrivate: true, home, gpOutside: 'no', health: { medicines: 'no' } });
  await say('sentence', { on, sentenceType: 'determinate', days: 80 });
  await say('release-date', { date: today.add({ days: 40 }).toString(), type: 'CRD', source: 'calculation' });
};

const board = async (app: RunningApp): Promise<BoardPage> =>
  new ApiClient(app.url).as('resettlement-bronzefield').get<BoardPage>('/api/v1/readiness/board');

const health = async (app: RunningApp): Promise<unknown> => (await fetch(`${app.url}/health`)).json();

it('goes from a reception to an alert on the board, which is the same after a restart', async () => {
  const first = await bed.start();
  await receive(first);
  await eventually(async () => {
    const { rows } = await board(first);
    expect(rows).toMatchObject([{ name: { text: 'Synthetic Example' } }]);
    expect(rows[0]?.alerts.map(({ why }) => why?.rule)).toContain('G1');
    expect(await health(first)).toMatchObject({ status: 'up', store: 'KurrentDB' });
  }, 20_000);
  const { rows } = await board(first);
  expect(await first.stop()).toMatchObject({ exitCode: 0 });

  const written = double.log.records.length;
  const second = await bed.start();
  expect((await board(second)).rows).toEqual(rows);
  expect(double.log.records).toHaveLength(written);

  const { exitCode, output } = await runCommand(bed.env(), 'events', 'grep', 'people\\.person-registered');
  expect(output).toContain('person-');
  expect(exitCode).toBe(0);
  await second.stop();

  // Its positions mean nothing in PostgreSQL.
  const without = await runApp({ env: { DATA_DIR: bed.path } });
  expect(without.output).toMatch(
    /^The read models of this database were made from events [^\n]* set KURRENTDB_URL[^\n]*\n$/,
  );
  expect(without.exitCode).toBe(1);
});

it('makes up the women of a demo there, when it is asked for one', async () => {
  const app = await bed.start({ DEMO_WOMEN: '2' });
  expect(app.output()).toMatch(/Making up 2 women/);
  expect(app.output()).not.toMatch(/not complete/);
  expect(double.log.records.filter(({ type }) => type === 'people.person-registered')).toHaveLength(2);
});

describe('what keeps it from starting is one sentence and an exit code', () => {
  it('a KurrentDB that does not answer, before anything else is started', async () => {
    const url = `kurrentdb://ttg:hunter2@127.0.0.1:${await freePort()}?tls=false`;
    const { exitCode, output } = await bed.run({ KURRENTDB_URL: url });
    expect(output).toMatch(/^The KurrentDB of KURRENTDB_URL could not be reached\. Start it, [^\n]*\n$/);
    expect(output).not.toContain('hunter2');
    expect(exitCode).toBe(1);
    expect(existsSync(bed.path)).toBe(false);
  });

  it('a KurrentDB that answers at first, and is gone when it is needed', async () => {
    const ended = bed.run();
    await eventually(() => expect(double.faults.calls.read).toBeGreaterThan(0), 50_000);
    double.faults.always('read', { kind: 'not-ready' });
    const { exitCode, output } = await ended;
    expect(output).toMatch(/^The KurrentDB of KURRENTDB_URL could not be reached\. Start it, [^\n]*\n$/);
    expect(exitCode).toBe(1);
  });

  it('a KurrentDB that knows another password', async () => {
    const guarded = await KurrentDbDouble.start({ user: { name: 'ttg', password: 'right' } });
    const url = guarded.connectionString.replace('right', 'hunter2');
    const { exitCode, output } = await bed.run({ KURRENTDB_URL: url }).finally(() => guarded.stop());
    expect(output).toMatch(/^The KurrentDB of KURRENTDB_URL does not let us read\. [^\n]*\n$/);
    expect(output).not.toContain('hunter2');
    expect(exitCode).toBe(1);
  });

  it('a malformed KURRENTDB_URL, by name', async () => {
    const { exitCode, output } = await bed.run({ KURRENTDB_URL: 'https://ttg:hunter2@log.example' });
    expect(output).toBe(
      'KURRENTDB_URL cannot be used: The connection string of KurrentDB must look like kurrentdb://user:password@host:2113?tls=true.\n',
    );
    expect(exitCode).toBe(1);
  });
});
