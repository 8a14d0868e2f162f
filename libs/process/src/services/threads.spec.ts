import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadsOfServices, withThreads } from './threads';

const folder = mkdtempSync(join(tmpdir(), 'ttg-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A pipe that nobody writes into: whoever opens it holds a thread for good, as a name server does that does not answer. */
const hangs = (name: string): string => {
  const pipe = join(folder, name);
  execFileSync('mkfifo', [pipe]);
  return pipe;
};

/** Has threads held, then looks a name up. It ends itself at once: Node would wait for the threads. */
const lookUpBeside = (pipes: readonly string[]): string => `
  const { open } = require('node:fs');
  for (const pipe of ${JSON.stringify(pipes)}) open(pipe, 'r', () => {});
  require('node:dns').lookup('localhost', (error) => {
    require('node:fs').writeSync(1, error ? 'not found' : 'found');
    process.kill(process.pid, 'SIGKILL');
  });`;

describe('the threads of a service', () => {
  it('are so many that what hangs in some does not keep others from looking up a name', () => {
    const code = lookUpBeside(Array.from({ length: 8 }, (_, index) => hangs(`pipe-${index}`)));
    const env = withThreads({ PATH: process.env['PATH'] });
    // Patience is for a test that fails: it would never end.
    const { stdout } = spawnSync(process.execPath, ['-e', code], { env, encoding: 'utf8', timeout: 60_000 });
    expect(stdout).toBe('found');
  });

  it('are as many as an operator says, where she does', () => {
    expect(withThreads({ DEMO: 'on' })).toEqual({ DEMO: 'on', UV_THREADPOOL_SIZE: String(threadsOfServices) });
    expect(withThreads({ UV_THREADPOOL_SIZE: '32' })).toEqual({ UV_THREADPOOL_SIZE: '32' });
  });
});
