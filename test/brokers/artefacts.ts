import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const pom = join(__dirname, 'pom.xml');
const run = promisify(execFile);

/** Fetching takes seconds; a slow mirror may take minutes. Milliseconds. */
const patience = 300_000;

/** What `pom.xml` has a profile for. */
export type Artefact = 'kafka' | 'elasticmq';

/** Where fetched jars are kept from run to run, outside the checkout: BROKERS_CACHE, or a folder in the user's cache. */
const cacheFolder = (): string =>
  process.env.BROKERS_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'through-the-gate', 'brokers');

/**
 * Fetches a server with all it needs, by Maven, once for every version of pom.xml.
 * @returns what `java -cp` is to be given.
 * @throws Error with a sentence that says what is missing.
 */
export const classPathOf = async (artefact: Artefact): Promise<string> => {
  await needs('java', '-version');
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${artefact}-${version}`);
  if (!existsSync(folder)) await fetchInto(folder, artefact);
  return join(folder, '*');
};

const fetchInto = async (folder: string, artefact: Artefact): Promise<void> => {
  await needs('mvn', '--version');
  mkdirSync(cacheFolder(), { recursive: true });
  // Under another name until it is whole: what was broken off, or is fetched by two at once, is never taken for all of it.
  const unfinished = mkdtempSync(join(cacheFolder(), 'unfinished-'));
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`];
    await run('mvn', ['-q', '-B', '-f', pom, '-P', artefact, ...goal], { timeout: patience });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(folder)) return;
    throw new Error(`Maven could not fetch ${artefact}. Is its repository within reach?`, { cause: error });
  }
};

const needs = async (program: 'java' | 'mvn', question: string): Promise<void> => {
  try {
    await run(program, [question]);
  } catch {
    throw new Error(
      `The broker suites need Java 17 and Maven, and there is no ${program} here: install them (Debian: apt-get install maven openjdk-17-jre-headless), or name a running Kafka with KAFKA_BROKERS.`,
    );
  }
};
