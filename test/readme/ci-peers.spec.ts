import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const script = (file: string, name: string): string =>
  (JSON.parse(read(file)) as { scripts: Record<string, string> }).scripts[name] ?? '';
const run = read('.ci/run');
const suites = /^suites\(\) \{$.*?^\}$/ms.exec(run)?.[0] ?? '';

describe('the tests of the peers, in .ci/run', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ttg-ci-peers-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  /** @returns what .ci/run prints of a suite, and what it has counted then: passed, failed and skipped. */
  const printedBy = (command: string, cwd: string): string => {
    const text = `passed=0 failed=0 skipped=0; say() { :; }\n${suites}\nsuites peers 60 ${command}\necho "counted: $passed $failed $skipped"`;
    const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder };
    return execFileSync('bash', ['--norc', '-c', text], { cwd, env, encoding: 'utf8' });
  };

  /** The same of these tests, which stand in the place of the peers' own. */
  const printedOf = (...tests: readonly string[]): string => {
    const files = tests.map((text, number) =>
      write(`${number}.test.mjs`, `import { test } from 'node:test';\n${text}\n`),
    );
    const [options, ...own] = script('bench/peers/package.json', 'test').split(/ (?=test\/\S+$|test\/\S+ )/);
    expect(own).toEqual(['test/emmett.test.mjs', 'test/peers.test.mjs']);
    return printedBy([options, ...files].join(' '), join(root, 'bench/peers'));
  };

  it('are run', () => expect(run).toMatch(/^suites '.+' \d+ npm run test:peers$/m));

  it('are added up', () =>
    expect(printedOf(`test('a', () => {}); test('b', () => {});`, `test('c', () => {});`)).toMatch(
      /^counted: 3 0 0$/m,
    ));

  it('fail the run where one fails, and where a file of theirs cannot be read', () => {
    const some = `test('a', () => {}); test('b', () => { throw 1; }); test.skip('c', () => {});`;
    expect(printedOf(some, 'throw 1;')).toMatch(/^counted: 1 2 1$/m);
  });

  it('fail the run, and a sentence says why, where the peers cannot be installed', () => {
    // A folder without any.
    const printed = printedBy(`sh ${write('test-peers.sh', script('package.json', 'test:peers'))}`, folder);
    expect(printed).toMatch(/^The peers could not be installed .*\n.*^counted: 0 1 0$/ms);
  });
});
