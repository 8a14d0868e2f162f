import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Binaries, checkBinaries, findBinaries } from './binaries';
import { freePort } from './free-port';
import { isAnswered } from './is-answered';
import { readLockFile, releaseStaleLock, type RunningServer } from './lock-file';
import { type ProgramResult, runProgram } from './run-program';
import { configuration, houseSettings, type ServerSettings } from './server-settings';
import { checkReachable, type ServerUser, serverUser } from './server-user';
import { StartFailure, storageFailure } from './start-failure';

/** The superuser of every cluster of ours. */
export const superuser = 'postgres';

const secondsToStart = 120;
/** How long what passes by itself may keep a server from starting. */
const secondsToPass = 20;
/** Far longer than a server with nothing in its way needs. */
const secondsToStop = 30;
const largestLog = 1_000_000;

/** A PostgreSQL data folder and the programs to run it with. The server outlives this process unless it is stopped. */
export class Cluster {
  private readonly logger = new Logger('Database');

  private constructor(
    /** PostgreSQL's data folder. */
    readonly folder: string,
    private readonly binaries: Binaries,
    private readonly user: ServerUser | undefined,
    private readonly settings: ServerSettings,
  ) {}

  /**
   * Opens a data folder, and makes it if there is none.
   * @param folder absolute path. The folder above it must exist.
   * @param password the superuser's, kept by the caller.
   * @throws StartFailure
   */
  static async open(folder: string, password: string, settings: ServerSettings = {}): Promise<Cluster> {
    const user = serverUser();
    checkReachable(folder, user);
    const binaries = findBinaries();
    const major = await checkBinaries(binaries, user);
    const cluster = new Cluster(folder, binaries, user, { ...houseSettings, ...settings });
    if (existsSync(folder)) {
      checkVersion(folder, major);
      checkOwner(folder, user);
    } else await cluster.initialise(password);
    return cluster;
  }

  /**
   * @returns the server that runs on this folder already, if there is one: its process is alive. One that was left behind by
   *   a process of ours that was killed is as good as one we started.
   */
  async running(): Promise<RunningServer | undefined> {
    try {
      releaseStaleLock(this.folder);
    } catch (error) {
      throw storageFailure(error, this.folder);
    }
    const { exitCode } = await this.pgCtl('status');
    return exitCode === 0 ? readLockFile(this.folder) : undefined;
  }

  /**
   * @param on the port it had before, for those who know it by that; else any free one.
   * @param patience how long what passes by itself is waited for, in seconds: the rest of a server that was killed, for one.
   * @throws StartFailure
   */
  async start(on?: number, patience = secondsToPass): Promise<RunningServer> {
    const until = performance.now() + patience * 1000;
    for (;;) {
      this.write('postgresql.conf', configuration({ ...this.settings, port: on ?? (await freePort()) }));
      this.rotateLog();
      const before = this.logSize();
      const result = await this.pgCtl('start', '-w', '-t', String(secondsToStart), '-l', this.logFile);
      const server = result.exitCode === 0 ? readLockFile(this.folder) : await this.startedByAnother();
      if (server) return server;
      const said = this.log(before);
      if (!passing.test(said) || performance.now() > until) throw this.startFailure(result, said);
      await wait(200);
    }
  }

  /**
   * Lets transactions in hand roll back, writes everything to disk, and returns when the server is gone. A server that does not
   * come to its end so (PostgreSQL 18 may not while it recovers from a process of its own that was killed) is broken off: it
   * loses nothing that was committed, and recovers at its next start.
   * @param patience for an end in order, in seconds.
   */
  async stop(patience = secondsToStop): Promise<void> {
    if (await this.endsBy('fast', patience)) return;
    this.logger.warn(
      `PostgreSQL did not stop in ${patience} seconds, and is broken off. It recovers at its next start: nothing that was committed is lost.`,
    );
    if (await this.endsBy('immediate', secondsToStop)) return;
    const pid = readLockFile(this.folder)?.pid;
    throw new Error(`PostgreSQL on ${this.folder} does not stop. End its process ${pid}.`);
  }

  private async endsBy(mode: 'fast' | 'immediate', seconds: number): Promise<boolean> {
    const { exitCode } = await this.pgCtl('stop', '-m', mode, '-w', '-t', String(seconds));
    return exitCode === 0 || !(await this.running());
  }

  /** One that was killed this moment keeps its lock file until it is gone, and answers nobody. */
  private async startedByAnother(): Promise<RunningServer | undefined> {
    const server = await this.running();
    return server && (await isAnswered(server.port)) ? server : undefined;
  }

  private get logFile(): string {
    return join(this.folder, 'server.log');
  }

  private logSize(): number {
    return statSync(this.logFile, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The end of what was logged since it had a size, in bytes. */
  private log(since: number): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile).subarray(since).toString().slice(-4000) : '';
  }

  private rotateLog(): void {
    if (existsSync(this.logFile) && statSync(this.logFile).size > largestLog)
      renameSync(this.logFile, `${this.logFile}.1`);
  }

  private pgCtl(...args: string[]): Promise<ProgramResult> {
    return runProgram(this.binaries.pgCtl, [...args, '-D', this.folder], { cwd: this.folder, user: this.user });
  }

  /** Made under another name first: a folder that a power cut left half made is never taken for a whole one. */
  private async initialise(password: string): Promise<void> {
    const unfinished = join(dirname(this.folder), `${basename(this.folder)}.new-${randomBytes(4).toString('hex')}`);
    const passwordFile = `${unfinished}.password`;
    try {
      mkdirSync(unfinished, { mode: 0o700 });
      writeFileSync(passwordFile, password, { mode: 0o600 });
      this.give(unfinished);
      this.give(passwordFile);
      const { exitCode, output } = await this.initdb(unfinished, passwordFile);
      if (exitCode !== 0) throw new StartFailure(`PostgreSQL could not make its data folder: ${lastLine(output)}`);
      renameSync(unfinished, this.folder);
    } catch (error) {
      // Another copy that started at the same moment was first: what it made is as good.
      if (existsSync(join(this.folder, 'PG_VERSION'))) return;
      throw storageFailure(error, dirname(this.folder));
    } finally {
      rmSync(passwordFile, { force: true });
      rmSync(unfinished, { recursive: true, force: true });
    }
  }

  /** The same on every machine: its language and locale would otherwise decide how names sort and how messages read. */
  private initdb(folder: string, passwordFile: string): Promise<ProgramResult> {
    const args = [
      ...['-D', folder, '-U', superuser, '--pwfile', passwordFile, '--encoding', 'UTF8'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
      ...['--auth', 'scram-sha-256', '--data-checksums'],
      ...(this.settings.fsync === false ? ['--no-sync'] : []),
    ];
    return runProgram(this.binaries.initdb, args, { cwd: folder, user: this.user });
  }

  private write(file: string, text: string): void {
    const path = join(this.folder, file);
    try {
      writeFileSync(path, text, { mode: 0o600 });
      this.give(path);
    } catch (error) {
      throw storageFailure(error, this.folder);
    }
  }

  private give(path: string): void {
    if (this.user) chownSync(path, this.user.uid, this.user.gid);
  }

  private startFailure({ output }: ProgramResult, log: string): StartFailure {
    if (heldByOthers.test(log)) {
      const pid = readLockFile(this.folder)?.pid;
      return new StartFailure(
        `A PostgreSQL that is no longer answering still holds ${this.folder}${pid ? ` (process ${pid})` : ''}. Wait until it is gone, or end it, and start again.`,
      );
    }
    const code = storageSigns.find(([sign]) => log.includes(sign) || output.includes(sign))?.[1];
    if (code) {
      const failure = storageFailure(Object.assign(new Error(lastLine(output)), { code }), this.folder);
      if (failure instanceof StartFailure) return failure;
    }
    return new StartFailure(
      `PostgreSQL did not start: ${lastLine(log) || lastLine(output)} Its log is ${this.logFile}.`,
    );
  }
}

/**
 * Between our look for a free port and PostgreSQL's use of it, another program may take it; and the processes of a server that
 * was killed take a moment to end.
 */
const passing = /could not create any TCP\/IP sockets|pre-existing shared memory block|lock file ".*" already exists/;
const heldByOthers = /pre-existing shared memory block|lock file ".*" already exists/;

const storageSigns = [
  ['Read-only file system', 'EROFS'],
  ['No space left on device', 'ENOSPC'],
  ['Permission denied', 'EACCES'],
] as const;

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** PostgreSQL runs on a folder of its own user's only. */
const checkOwner = (folder: string, user: ServerUser | undefined): void => {
  const expected = user?.uid ?? process.getuid?.();
  if (expected === undefined || statSync(folder).uid === expected) return;
  throw new StartFailure(
    `${folder} belongs to another user. Start as that user, run \`chown -R ${user?.name ?? expected} ${folder}\`, or set DATA_DIR to another folder.`,
  );
};

const checkVersion = (folder: string, major: number): void => {
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new StartFailure(
      `${folder} holds no PostgreSQL data. Set DATA_DIR to another folder, or move that one away.`,
    );
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(major)) return;
  throw new StartFailure(
    `The data in ${folder} was written by PostgreSQL ${found}, and this release runs PostgreSQL ${major}. ` +
      'Start the release that wrote it and dump its data, or set DATA_DIR to another folder.',
  );
};
