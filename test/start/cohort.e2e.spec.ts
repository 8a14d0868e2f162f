import { existsSync } from 'node:fs';
import { appBed } from '../support/app-bed';
import {
  cutOffWhen,
  type EndedApp,
  runApp,
  type RunningApp,
  runSimulation,
  temporaryDataDir,
} from '../support/built-app';

jest.setTimeout(120_000);

const bed = appBed();

const simulate = (...args: string[]): Promise<EndedApp> => runSimulation(bed.env(), ...args);

const board = async (app: RunningApp): Promise<string> => {
  const headers = { cookie: 'demo-identity=resettlement-bronzefield' };
  return (await fetch(`${app.url}/`, { headers })).text();
};

const womenOn = (page: string): number => new Set(page.match(/\/cases\/[\da-f-]{36}/g)).size;

describe('the first run of a demo', () => {
  it('makes up a few women, says so, and shows them on the board; the second makes up no more', async () => {
    const first = await bed.start({ DEMO_WOMEN: '12' });
    expect(first.output()).toMatch(/Making up 12 women and their stories since \d{4}-\d\d-\d\d\. This is done once\./);
    const women = womenOn(await board(first));
    expect(women).toBeGreaterThan(1);
    expect(await board(first)).toMatch(/No woman shown here is real/);
    await first.stop();
    const second = await bed.start({ DEMO_WOMEN: '12' });
    expect(second.output()).not.toMatch(/Making up/);
    expect(womenOn(await board(second))).toBe(women);
  });

  it('goes on where a power cut stopped it', async () => {
    const killed = await cutOffWhen('Making up', bed.env({ DEMO_WOMEN: '30' }));
    expect(killed).toMatch(/Making up 30 women/);
    const app = await bed.start({ DEMO_WOMEN: '30' });
    expect(app.output()).toMatch(/Making up 30 women/);
    expect(app.output()).not.toMatch(/not complete/);
    expect(womenOn(await board(app))).toBeGreaterThan(3);
  });

  it('makes up nobody where the port is taken: that is told at once', async () => {
    const other = await bed.start();
    const port = new URL(other.url).port;
    const empty = temporaryDataDir();
    const { output } = await runApp({ env: { DATA_DIR: empty.path, PORT: port, DEMO_WOMEN: '12' } });
    expect(output).toMatch(/^Port \d+ is taken by another program\./);
    await empty.remove();
  });
});

describe('npm run simulate', () => {
  it('tells a cohort once, and what it wrote', async () => {
    const args = ['--women', '5', '--seed', '9', '--from', '2026-03-01', '--to', '2026-05-01'];
    const { exitCode, output } = await simulate(...args, '--json');
    expect(exitCode).toBe(0);
    const summary = JSON.parse(output) as Record<string, unknown>;
    expect(summary).toMatchObject({ women: 5, seed: 9, from: '2026-03-01', to: '2026-05-01' });
    expect(summary['byType']).toMatchObject({ 'people.person-registered': 5, 'simulation.cohort-told': 1 });
    const again = await simulate(...args);
    expect(again).toMatchObject({ exitCode: 0, output: expect.stringMatching(/stands here already/) as string });
  });

  it('says by name what it cannot understand, before it starts anything', async () => {
    const { exitCode, output } = await simulate('--women', 'many');
    expect(output).toBe('--women must be a whole number from 1 to 5000, and is "many".\n');
    expect(exitCode).toBe(1);
    expect(existsSync(bed.path)).toBe(false);
  });

  it('does not begin beside a running application', async () => {
    const app = await bed.start();
    const { exitCode, output } = await simulate('--women', '2');
    expect(output).toMatch(/^Another copy is already running on /);
    expect(exitCode).toBe(1);
    expect((await fetch(`${app.url}/health`)).status).toBe(200);
  });
});
