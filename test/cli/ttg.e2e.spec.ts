import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../projections/kernel-under-test';
import { commandsEntry } from '../support/build';
import { type RunningApp, runCommand, startApp, temporaryDataDir } from '../support/built-app';

describe('the console beside the running application', () => {
  const data = temporaryDataDir();
  const env = { DATA_DIR: data.path };
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ env: { ...env, DEMO_WOMEN: '12' } });
  }, 120_000);

  afterAll(async () => {
    await app.stop();
    await data.remove();
  }, 60_000);

  it('finds the checkpoint of the day, and that the store fits it', async () => {
    const folder = join(data.path, 'checkpoints');
    const files = (): string[] => readdirSync(folder).filter((file) => /^checkpoint-.*\.json$/.test(file));
    await eventually(() => expect(files()).toHaveLength(1), 60_000);
    const [name = ''] = files();
    const { exitCode, output } = await runCommand(env, 'store', 'verify', '--checkpoint', join(folder, name));
    expect(output).toMatch(/are as they were written, and fit the checkpoint of \S+Z, position \d+\.\n$/);
    expect(exitCode).toBe(0);
  }, 120_000);

  it('follows the events until it is told to end', async () => {
    const child = spawn(process.execPath, [commandsEntry, 'events', 'tail', '--from', 'start', '--json'], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await eventually(() => expect(printed).toContain('people.person-registered'), 60_000);
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    for (const line of printed.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('position');
  }, 120_000);

  it('ends when nobody reads on', async () => {
    const child = spawn(process.execPath, [commandsEntry, 'events', 'tail', '--from', 'start', '--json'], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(complaints).toBe('');
  }, 120_000);

  it('says in a sentence what is wrong with what it was given', async () => {
    const { exitCode, output } = await runCommand(env, 'store', 'verify', '--checkpoint', '/nowhere.json');
    expect([exitCode, output]).toEqual([1, '/nowhere.json cannot be read (ENOENT).\n']);
  }, 60_000);
});
