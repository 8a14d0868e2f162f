import { setTimeout as wait } from 'node:timers/promises';
import { demoAccounts } from '@ttg/access';
import { joinEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { readLockFile } from '@ttg/event-sourcing/embedded-postgres/lock-file';
import type { BoardPage, CasePage } from '@ttg/readiness/board/board-view';
import { join } from 'node:path';
import { Client } from 'pg';
import { ApiClient } from '../support/api-client';
import { type RunningApp, runCommand, startApp, temporaryDataDir } from '../support/built-app';
import { Load, repeat } from './load';

jest.setTimeout(180_000);

const writers = 8;
const data = temporaryDataDir();
const env = { DATA_DIR: data.path, DEMO: 'on', DEMO_WOMEN: '0' };
const load = new Load();
let app: RunningApp;
let database: Awaited<ReturnType<typeof openDatabase>>;

afterAll(async () => {
  await database.close();
  await app.stop();
  await data.remove();
});

/** The database itself, as its owner. */
const openDatabase = async (): Promise<{ readonly client: Client; close(): Promise<void> }> => {
  const postgres = await joinEmbeddedPostgres(data.path);
  const client = new Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  return {
    client,
    close: async () => {
      await client.end();
      await postgres.stop();
    },
  };
};

const ask = async <Row extends object>(sql: string): Promise<Row[]> => (await database.client.query<Row>(sql)).rows;

/** Every page of the board, as an account reads it. */
const board = async (account: string): Promise<readonly BoardPage[]> => {
  const caller = new ApiClient(app.url).as(account);
  const pages: BoardPage[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
    const page = await caller.get<BoardPage>(`/api/v1/readiness/board${query}`);
    pages.push(page);
    cursor = page.next;
  } while (cursor);
  return pages;
};

/** What every account reads: all boards, and her page for each woman on it. */
const everything = async (): Promise<unknown> => {
  const found: unknown[] = [];
  for (const { id } of demoAccounts) {
    const pages = await board(id);
    const caller = new ApiClient(app.url).as(id);
    const cases = pages.flatMap(({ rows }) => rows.map(({ caseId }) => caseId));
    const hers: CasePage[] = [];
    for (const caseId of cases) hers.push(await caller.get<CasePage>(`/api/v1/readiness/cases/${caseId}`));
    expect(hers.filter(({ behind }) => behind)).toEqual([]);
    found.push({ id, pages, hers });
  }
  return found;
};

/** Whether every projection has read all there is. */
const caughtUp = async (): Promise<boolean> => {
  const answer = await fetch(`${app.url}/health`);
  const health = (await answer.json()) as { projections: readonly { caughtUp: boolean; parked: number }[] };
  expect(health.projections.filter(({ parked }) => parked > 0)).toEqual([]);
  return health.projections.length > 0 && health.projections.every((projection) => projection.caughtUp);
};

/** Whether the rules have looked at every case. */
const assessed = async (): Promise<boolean> =>
  (await ask(`select from readiness.case_facts where assess_on = '-infinity' limit 1`)).length === 0;

const settled = async (): Promise<void> => {
  for (;;) {
    // In this order: facts that are read, cases that were looked at, and what was written of them, read.
    if ((await caughtUp()) && (await assessed()) && (await caughtUp())) return;
    await wait(50);
  }
};

const alertEvents = (): Promise<object[]> =>
  ask(
    `select type, count(*)::integer as count from eventstore.events where type like 'readiness.%' group by type order by type`,
  );

const clock = (day: string) => new ApiClient(app.url).as('administrator').post('/demo/clock', { today: day });

describe('kill -9 under load', () => {
  it('twice, the second time with PostgreSQL, and it simply starts again', async () => {
    app = await startApp({ env });
    await clock('2027-01-18');
    for (const [count, powerCut] of [
      [200, false],
      [400, true],
    ] as const) {
      const writing = load.run(app.url, writers);
      await load.until(count);
      if (powerCut) process.kill(readLockFile(join(data.path, 'postgres'))?.pid ?? 0, 'SIGKILL');
      await app.kill();
      await writing;
      app = await startApp({ env });
    }
    database = await openDatabase();
    expect(load.acknowledged.length).toBeGreaterThanOrEqual(400);
    // It was killed while requests were under way, or this shows little.
    expect(load.unanswered.length).toBeGreaterThan(0);
  });

  it('answers every acknowledged request again as it did', async () => {
    for (const { request, told } of load.acknowledged) expect(await repeat(app.url, request)).toEqual(told);
  });

  it('carries out what was never answered once, however often it is repeated', async () => {
    for (const request of load.unanswered) {
      const told = await repeat(app.url, request);
      expect([request.path, told.status < 300]).toEqual([request.path, true]);
      expect(await repeat(app.url, request)).toEqual(told);
    }
  });

  it('has every acknowledged event once', async () => {
    const events = await ask<{ position: string }>('select position::text from eventstore.events');
    const positions = new Set(events.map(({ position }) => position));
    const lost = load.acknowledged.filter(({ told }) => !told.position || !positions.has(told.position));
    expect(lost).toEqual([]);
    // No request wrote two of a kind into one stream, but for what differs in kind itself.
    const twice = await ask(
      `select stream, type, coalesce(data->>'kind', data->>'to') as kind, count(*)::integer
         from eventstore.events where type not like 'readiness.%' group by 1, 2, 3 having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  });

  it('has alerts and boards that equal a full rebuild', async () => {
    await settled();
    const [before, alertsBefore] = [await everything(), await alertEvents()];
    expect(alertsBefore).toContainEqual(expect.objectContaining({ type: 'readiness.alert-raised' }));
    const rebuilt = await runCommand(env, 'projections', 'rebuild');
    expect(rebuilt).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('readiness.facts: rebuilt') as string,
    });
    // Every case is looked at again, and nothing new follows.
    await settled();
    expect(await everything()).toEqual(before);
    expect(await alertEvents()).toEqual(alertsBefore);
  });

  it('has a chain of hashes without a fault', async () => {
    const { exitCode, output } = await runCommand(env, 'store', 'verify', '--json');
    expect(JSON.parse(output)).toMatchObject({ faults: [] });
    expect(exitCode).toBe(0);
  });
});
