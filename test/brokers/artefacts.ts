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
export type Artefact = 'kafka' | 'kafka-tools' | 'elasticmq';

/** Where what was fetched is kept from run to run, outside the checkout: BROKERS_CACHE, or a folder in the user's cache. */
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
  if (!existsSync(folder)) {
    await needs('mvn', '--version');
    await fetchInto(folder, async (unfinished) => {
      const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`];
      await run('mvn', ['-q', '-B', '-f', pom, '-P', artefact, ...goal], { timeout: patience });
    });
  }
  return join(folder, '*');
};

const fetchInto = async (folder: string, fetchAll: (unfinished: string) => Promise<void>): Promise<void> => {
  mkdirSync(cacheFolder(), { recursive: true });
  // Under another name until it is whole: what was broken off, or is fetched by two at once, is never taken for all of it.
  const unfinished = mkdtempSync(join(cacheFolder(), 'unfinished-'));
  try {
    await fetchAll(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(folder)) return;
    throw new Error(`What belongs into ${folder} could not be fetched. Is its registry within reach?`, {
      cause: error,
    });
  }
};

/** The newest that Debian 12's Go (1.19) builds. */
const toxiproxy = 'github.com/Shopify/toxiproxy/v2/cmd/server@v2.8.0';

/**
 * Builds toxiproxy with Go, once for every version of it.
 * @returns the program.
 * @throws Error with a sentence that says what is missing.
 */
export const toxiproxyProgram = async (): Promise<string> => {
  const folder = join(cacheFolder(), `toxiproxy-${toxiproxy.slice(toxiproxy.indexOf('@') + 1)}`);
  if (!existsSync(folder)) {
    await needs('go', 'version');
    await fetchInto(folder, async (unfinished) => {
      // What is here is used: another Go is not fetched, and nothing but Go is needed.
      const env = { ...process.env, GOBIN: unfinished, GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
      await run('go', ['install', toxiproxy], { timeout: patience, env });
    });
  }
  return join(folder, 'server');
};

const needs = async (program: keyof typeof packages, question: string): Promise<void> => {
  try {
    await run(program, [question]);
  } catch {
    throw new Error(
      `The broker suites need Java 17, Maven and Go 1.19, and there is no ${program} here (Debian: apt-get install ${packages[program]}). KAFKA_BROKERS names a Kafka that runs, for all that do not break it.`,
    );
  }
};

const packages = { java: 'openjdk-17-jre-headless', mvn: 'maven', go: 'golang-go' };
