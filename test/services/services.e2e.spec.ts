import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { StubHmpps } from '../../libs/hmpps/src/testing/stub-hmpps';
import { ApiClient } from '../support/api-client';
import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';
import { hmppsEnvironment } from '../support/hmpps-environment';
import { eventually } from '../projections/kernel-under-test';
import { type Deployed, deploy } from './deployed';
import { knownToHmpps } from './known-to-hmpps';
import { isThere, servicesBelow } from './processes';
import { SameWoman, theSame } from './same-woman';
import { tellOfAll } from './told-by-hmpps';

jest.setTimeout(120_000);

const pidOf = ({ pid }: RunningApp, service: string): number =>
  servicesBelow(pid).find(({ runs }) => runs === service)?.pid ?? Number.NaN;

const postgresRuns = ({ dataDir }: Deployed): boolean => existsSync(join(dataDir, 'postgres/postmaster.pid'));

describe('contexts in processes of their own', () => {
  let hmpps: StubHmpps;
  let services: Deployed;
  beforeAll(async () => {
    hmpps = await StubHmpps.start();
    services = await deploy(hmppsEnvironment(hmpps.settings));
  });
  afterAll(async () => {
    await services.remove();
    await hmpps.stop();
  });

  const statusOf = async (path: string): Promise<number> =>
    (await fetch(`${services.url}${path}`, { headers: { 'X-Demo-Identity': 'housing-camden' } })).status;

  it('are four, with people and sharing in custody', () =>
    expect(
      servicesBelow(services.pid)
        .map(({ runs }) => runs)
        .sort(),
    ).toEqual(['custody', 'health', 'housing', 'readiness']));

  it('run every projection once', async () => {
    const { projections } = await new ApiClient(services.url)
      .as('administrator')
      .get<{ projections: readonly { name: string; isRun: boolean }[] }>('/api/v1/admin/projections');
    expect(projections.every(({ isRun }) => isRun)).toBe(true);
    expect(new Set(projections.map(({ name }) => name)).size).toBe(projections.length);
  });

  describe('look the same as all in one', () => {
    const data = temporaryDataDir();
    let one: RunningApp;
    beforeAll(async () => {
      one = await startApp({ env: { DATA_DIR: data.path, DEMO: 'on', ...hmppsEnvironment(hmpps.settings) } });
    });
    afterAll(async () => {
      await one.stop();
      await data.remove();
    });

    const asked = async (url: string, path: string, accept: string) => {
      const headers = {
        'X-Demo-Identity': 'resettlement-bronzefield',
        'X-Correlation-Id': 'asked-twice',
        Accept: accept,
      };
      const answer = await fetch(`${url}${path}`, { headers, redirect: 'manual' });
      const told = Object.fromEntries(answer.headers);
      for (const name of ['date', 'keep-alive', 'connection', 'content-length', 'transfer-encoding']) delete told[name];
      // Each form has a key of its own.
      const text = (await answer.text()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'an id');
      return { status: answer.status, headers: told, text };
    };

    it.each([
      ['/', 'text/html'],
      ['/demo/identity', 'text/html'],
      ['/cases/00000000-0000-4000-8000-000000000000', 'text/html'],
      ['/cases/00000000-0000-4000-8000-000000000000/housing', 'text/html'],
      ['/nothing-here', 'text/html'],
      ['/api/docs', 'text/html'],
      ['/api/events', 'text/html'],
      ['/api/events.json', '*/*'],
      ['/assets/application.css', '*/*'],
      ['/api/v1/readiness/board', '*/*'],
      ['/api/v1/custody/cases', '*/*'],
      ['/api/v1/housing/referrals/00000000-0000-4000-8000-000000000000', '*/*'],
      ['/api/v1/nobody/knows', '*/*'],
      ['/api/v1/admin/projections', '*/*'],
    ])('%s', async (path, accept) =>
      expect(await asked(services.url, path, accept)).toEqual(await asked(one.url, path, accept)),
    );

    it('and describe themselves in one document', async () => {
      const read = async (url: string): Promise<unknown> => (await fetch(`${url}/api/openapi.json`)).json();
      expect(await read(services.url)).toEqual(await read(one.url));
    });

    describe('when the same woman is in both', () => {
      let there: SameWoman;
      let here: SameWoman;
      beforeAll(async () => {
        [there, here] = await Promise.all([SameWoman.at(services.url), SameWoman.at(one.url)]);
      });

      it('the board, her page and every form that it leads to', async () => {
        const everybody = ['resettlement', 'healthcare', 'probation', 'council', 'namedLead'] as const;
        for (const worker of everybody) {
          for (const page of ['/', '/?prison=BZI', '/cases/{caseId}', '/cases/{caseId}/custody/release-reversal'])
            await theSame(
              () => there.sees(worker, page, 'text/html'),
              () => here.sees(worker, page, 'text/html'),
            );
          await theSame(
            () => there.opensAll(worker),
            () => here.opensAll(worker),
          );
        }
        expect((await there.sees('resettlement', '/', 'text/html')).lines.join()).toContain('Synthetic Example');
        expect((await there.opensAll('resettlement')).length).toBeGreaterThan(2);
      });

      it('everything that the API has of her', async () => {
        const addresses = await there.addresses();
        for (const address of addresses)
          for (const worker of ['resettlement', 'healthcare', 'council'] as const)
            await theSame(
              () => there.sees(worker, address, 'application/json'),
              () => here.sees(worker, address, 'application/json'),
            );
        const answers = await Promise.all(addresses.map((one) => there.sees('resettlement', one, 'application/json')));
        const contexts = addresses.filter((_, at) => answers[at]?.status === 200).map((one) => one.split('/')[3]);
        expect(new Set(contexts)).toEqual(new Set(['custody', 'health', 'housing', 'people', 'readiness', 'sharing']));
      });
    });
  });

  it('what HMPPS tells goes through the entry to custody, which acts on it', async () => {
    const yesterday = Temporal.Now.plainDateISO('Europe/London').subtract({ days: 1 }).toString();
    knownToHmpps(hmpps, yesterday);
    await tellOfAll(services.url, yesterday);
  });

  it('go on while one of them is killed, and it comes back by itself', async () => {
    const referrals = '/api/v1/housing/referrals';
    expect(await statusOf(referrals)).toBe(200);
    const killed = pidOf(services, 'housing');
    process.kill(killed, 'SIGKILL');
    await eventually(async () => expect(await statusOf(referrals)).toBe(503));
    expect(await statusOf('/api/v1/readiness/board')).toBe(200);
    await eventually(async () => expect(await statusOf(referrals)).toBe(200));
    expect(pidOf(services, 'housing')).not.toBe(killed);
  });
});

describe('when it is asked to end', () => {
  it('lets nothing behind: no service, no PostgreSQL', async () => {
    const services = await deploy();
    const children = servicesBelow(services.pid);
    expect(children).toHaveLength(4);
    expect(await services.stop()).toMatchObject({ exitCode: 0 });
    expect(children.filter(({ pid }) => isThere(pid))).toEqual([]);
    expect(postgresRuns(services)).toBe(false);
    await services.remove();
  });

  it('by force, its services end by themselves', async () => {
    const services = await deploy();
    const children = servicesBelow(services.pid);
    await services.kill();
    await eventually(async () => expect(children.filter(({ pid }) => isThere(pid))).toEqual([]));
    await services.remove();
  });
});
