/**
 * `npm test`: every suite, the cheap ones first, and at the end one line with what passed and failed.
 *
 *   npm test                       all that need Node and nothing else
 *   npm test -- unit integration   these kinds only
 *   npm test -- unit libs/housing  anything else goes to Jest
 *   npm run test:brokers           those on a real Kafka: it wants Java 17, Maven and Go 1.19; KAFKA_BROKERS names a Kafka that runs
 *
 * Browser suites run where a Chromium is found (or named by CHROMIUM) and are otherwise said not to have been run.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const kinds = [
  { name: 'unit', says: 'pure rules, in milliseconds', args: [] },
  { name: 'integration', says: 'on a real PostgreSQL, which is started for this run', args: [] },
  { name: 'end-to-end', says: 'on the built application, started as a process', args: ['--runInBand'] },
  { name: 'services', says: 'the stories once more, on services of their own behind one entry', args: ['--runInBand'] },
  { name: 'browser', says: 'in a real Chromium', args: ['--runInBand'] },
];

/** Run when it is asked for: what it needs is not on every machine. */
const brokers = {
  name: 'brokers',
  says: 'on a real Apache Kafka, which is started for this run',
  args: ['--runInBand'],
};
const servicesOnKafka = {
  name: 'services-on-kafka',
  says: 'the stories on services of their own, with the relay and readiness fed by Kafka',
  args: ['--runInBand'],
};
const allInOneOnKafka = {
  name: 'all-in-one-on-kafka',
  says: 'the stories on all in one process, with its relay',
  args: ['--runInBand'],
};
const allKinds = [...kinds, brokers, servicesOnKafka, allInOneOnKafka];

/** @returns the suites that need a broker. */
const brokerSuites = () =>
  ['apps', 'libs', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('.broker.spec.ts') && !file.includes('node_modules'))
      .map((file) => join(folder, file)),
  );

const findChromium = () => {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
};

const isProgram = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const secondsToExit = 15;

/**
 * Runs Jest to its end; its output is shown as it comes. A suite that leaves something open keeps Jest from ending, and Jest
 * says so; once its answer is written, it must not keep the rest from being run.
 */
const jest = (args, answer, env) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    let waited = 0;
    const watch = setInterval(() => {
      waited += existsSync(answer) ? 1 : 0;
      if (waited > secondsToExit) child.kill('SIGKILL');
    }, 1000);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(signal === 'SIGKILL' && existsSync(answer) ? 0 : (code ?? 1));
    });
  });

/** What Jest wrote of one kind. A suite that could not even be loaded counts as one failure, and so does a run without an answer. */
const outcome = (file, exitCode) => {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  return { passed: result.numPassedTests, failed: failed || (exitCode === 0 ? 0 : 1), skipped };
};

const given = process.argv.slice(2);
const chosen = allKinds.filter(({ name }) => given.includes(name));
const forJest = given.filter((argument) => !allKinds.some(({ name }) => name === argument));
const chromium = findChromium();
const answers = mkdtempSync(join(tmpdir(), 'ttg-jest-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const notes = [];

try {
  for (const { name, says, args } of chosen.length > 0 ? chosen : kinds) {
    if (name === 'browser' && !chromium) {
      notes.push(
        'Browser suites were not run: there is no Chromium here. Install one, or name it with CHROMIUM=/path/to/it.',
      );
      continue;
    }
    console.log(`\n── ${name}: ${says} (Node ${process.versions.node})\n`);
    const file = join(answers, `${name}.json`);
    const options = ['--selectProjects', name, '--passWithNoTests', '--json', '--outputFile', file, ...args];
    const exitCode = await jest([...options, ...forJest], file, chromium && { CHROMIUM: chromium });
    const { passed, failed, skipped } = outcome(file, exitCode);
    notes.push(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped.`);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  if (chosen.length === 0)
    notes.push(
      `Suites that need a broker were not run (npm run test:brokers): the stories with Kafka, on services and on all in one, and\n  ${brokerSuites().join('\n  ')}`,
    );
} finally {
  rmSync(answers, { recursive: true, force: true });
}

console.log(`\n${notes.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
