import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';
import { settingNames } from './setting-names';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const story = /<!-- run by test\/readme -->\s*```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

/** The few options of curl that the README uses, for a machine that has Node and nothing else. */
const curl = `#!/usr/bin/env node
const args = process.argv.slice(2);
const headers = {};
let url, body, method;
for (let i = 0; i < args.length; i += 1) {
  if (args[i] === '-s') continue;
  if (args[i] === '-H') { const [, name, value] = /^([^:]+): (.*)$/.exec(args[++i]); headers[name] = value; }
  else if (args[i] === '-d') body = args[++i];
  else if (args[i] === '-X') method = args[++i];
  else url = args[i];
}
fetch(url, { method: method ?? (body ? 'POST' : 'GET'), headers, body }).then(async (answer) => process.stdout.write(await answer.text()));
`;

const run = (script: string, path: string): Promise<{ readonly exitCode: number | null; readonly output: string }> =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn('sh', ['-euc', script], { env: { ...process.env, PATH: path } });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });

describe('the settings table of the README', () => {
  it('has the settings that there are, in their order', () => {
    const known = settingNames();
    const told = [...readme.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name);
    expect(known).toContain('DATABASE_URL');
    expect(told).toEqual(known);
  });
});

describe('the first story of the README', () => {
  let app: RunningApp;
  const data = temporaryDataDir();
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ttg-readme-'));
    writeFileSync(join(folder, 'curl'), curl);
    chmodSync(join(folder, 'curl'), 0o755);
    app = await startApp({ env: { DATA_DIR: data.path } });
  }, 120_000);

  afterAll(async () => {
    await app.stop();
    await data.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('leads from reception to the alert that she has nowhere to live', async () => {
    expect(story).toContain('http://localhost:3000');
    const { exitCode, output } = await run(
      story.replaceAll('http://localhost:3000', app.url),
      `${folder}${delimiter}${process.env.PATH ?? ''}`,
    );
    expect(exitCode).toBe(0);
    expect(output).toContain('No safe place to sleep');
    expect(output).toContain('"rule":"G1"');
    expect(output).not.toContain('urn:through-the-gate:problem');
  }, 60_000);
});
