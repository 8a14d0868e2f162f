import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { type Program, Supervisor } from './supervisor';

const folder = mkdtempSync(join(tmpdir(), 'ttg-supervisor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (name: string, code: string): Program => {
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, code);
  return { name, file, environment: process.env };
};

const listens = `
  const server = require('node:http').createServer((_, answer) => answer.end(String(process.pid)));
  server.listen(Number(process.env.PORT), process.env.HOST, () =>
    process.send({ listening: 'http://localhost:' + server.address().port }));`;

const patience = { shortest: 10, longest: 50, steady: 30_000, ending: 500 };
const running: Supervisor[] = [];

const supervise = (...programs: readonly Program[]): Supervisor => {
  const supervisor = new Supervisor(programs, patience);
  running.push(supervisor);
  return supervisor;
};

beforeAll(() => jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined));
afterEach(async () => {
  for (const supervisor of running.splice(0)) await supervisor.stop();
});

const pidAt = async (url: string | undefined): Promise<number> => {
  if (url === undefined) throw new Error('It does not run.');
  return Number(await (await fetch(url)).text());
};

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('programs under supervision', () => {
  it('have started when all of them say where they are', async () => {
    const supervisor = supervise(program('one', listens), program('two', listens));
    await supervisor.start();
    expect(supervisor.urlOf('one')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await pidAt(supervisor.urlOf('one'))).not.toBe(await pidAt(supervisor.urlOf('two')));
  });

  it('are started again when they end, and are nowhere until then', async () => {
    const supervisor = supervise(program('one', listens));
    await supervisor.start();
    const first = await pidAt(supervisor.urlOf('one'));
    process.kill(first, 'SIGKILL');
    await eventually(async () => expect(supervisor.urlOf('one')).toBeUndefined());
    await eventually(async () => expect(await pidAt(supervisor.urlOf('one'))).not.toBe(first));
  });

  it('fail the start when one of them does not come up', async () => {
    const supervisor = supervise(program('one', listens), program('never', 'process.exit(3)'));
    await expect(supervisor.start()).rejects.toThrow('never did not start (exit code 3).');
  });

  it('have all ended when it has stopped, also those that would not', async () => {
    const supervisor = supervise(
      program('one', listens),
      program('deaf', `process.on('SIGTERM', () => {});${listens}`),
    );
    await supervisor.start();
    const pids = [await pidAt(supervisor.urlOf('one')), await pidAt(supervisor.urlOf('deaf'))];
    await supervisor.stop();
    expect(pids.filter(isThere)).toEqual([]);
  });
});
