import { cpSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AppendResult, EventToAppend } from '@ttg/event-sourcing';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { verifyStore } from '@ttg/event-sourcing/postgres/verifying/verify-store';
import { Pool } from 'pg';
import { event, newStream } from '../../libs/event-sourcing/contract/fixtures';
import { BreakableServer, eventually, TinyDisk } from './breakable-server';

jest.setTimeout(120_000);

/** Only root can make a small disk, and not in every container: elsewhere these are counted as skipped. */
const onTinyDisks = TinyDisk.isPossible() ? describe : describe.skip;

/** Much in one event, and nothing that PostgreSQL could compress. */
const large = (): EventToAppend => event({ noise: randomBytes(190_000).toString('base64') });

interface Answer {
  readonly stream: string;
  readonly sent: EventToAppend;
  readonly result?: AppendResult;
  readonly error?: unknown;
}

onTinyDisks('a disk that is full', () => {
  let disk: TinyDisk;
  let server: BreakableServer;
  let pool: Pool;
  let store: PostgresEventStore;

  const open = async (megabytes: number, settings = {}): Promise<void> => {
    const made = TinyDisk.make(megabytes);
    if (!made) throw new Error('One could be made a moment ago.');
    disk = made;
    server = await BreakableServer.start({ fsync: false, ...settings });
    pool = new Pool({ connectionString: server.appUrl, connectionTimeoutMillis: 5_000 });
    pool.on('error', () => undefined);
    store = new PostgresEventStore(pool, { pollEveryMs: 50 });
  };

  afterEach(async () => {
    store.close();
    await pool.end();
    await server.end();
    disk.remove();
  });

  const appendOne = async (): Promise<Answer> => {
    const [stream, sent] = [newStream(), large()];
    try {
      return { stream, sent, result: await store.append(stream, [sent], 'no-stream') };
    } catch (error) {
      return { stream, sent, error };
    }
  };

  /** Appends until one is refused. @returns all answers, the refusal last */
  const fillUp = async (): Promise<Answer[]> => {
    const answers: Answer[] = [];
    while (answers.at(-1)?.error === undefined) answers.push(await appendOne());
    return answers;
  };

  const isAsAnswered = async (answers: readonly Answer[]): Promise<void> => {
    for (const { stream, sent, result } of answers) {
      const stored = await store.readStream(stream);
      if (result) expect(stored).toMatchObject([{ id: sent.id, position: result.position }]);
      else expect(stored).toEqual([]);
    }
    expect((await verifyStore(pool)).faults).toEqual([]);
  };

  it('refuses an append as not written, keeps what was, and goes on when there is room again', async () => {
    await open(16);
    const folder = disk.makeFolder('tables');
    await server.asSuperuser(async (client) => {
      await client.query(`create tablespace tiny location '${folder}'`);
      await client.query('alter table eventstore.events set tablespace tiny');
    });
    const answers = await fillUp();
    const refused = answers.at(-1);
    expect(answers.length).toBeGreaterThan(10);
    expect(refused?.error).toMatchObject({ name: 'EventStoreUnavailable', written: 'no', cause: { code: '53100' } });
    await isAsAnswered(answers);

    disk.grow(64);
    if (!refused) throw new Error('One was refused.');
    expect(await store.append(refused.stream, [refused.sent], 'no-stream')).toMatchObject({
      revision: 0,
      alreadyWritten: false,
    });
    await isAsAnswered(answers.slice(0, -1));
  });

  it('where the log is written ends the server: the answer is "unknown", and the same append again is written once', async () => {
    await open(64, { min_wal_size: '32MB', max_wal_size: '32MB', wal_recycle: false });
    await server.stop();
    const folder = disk.makeFolder('log');
    cpSync(server.log, folder, { recursive: true });
    execFileSync('chown', ['-R', 'postgres:postgres', folder]);
    renameSync(server.log, `${server.log}.before`);
    symlinkSync(folder, server.log);
    writeFileSync(join(disk.folder, 'filler'), Buffer.alloc(20_000_000));
    await server.startAgain();
    const answers = await fillUp();
    const refused = answers.at(-1);
    expect(answers.length).toBeGreaterThan(10);
    expect(refused?.error).toMatchObject({ name: 'EventStoreUnavailable', written: 'unknown' });

    rmSync(join(disk.folder, 'filler'));
    disk.grow(256);
    await eventually(() => server.startAgain());
    // It plays its log again first.
    await eventually(() => store.lastPosition());
    await isAsAnswered(answers.slice(0, -1));
    if (!refused) throw new Error('One was refused.');
    expect(await store.append(refused.stream, [refused.sent], 'no-stream')).toMatchObject({ revision: 0 });
    expect(await store.readStream(refused.stream)).toHaveLength(1);
    expect((await verifyStore(pool)).faults).toEqual([]);
  });
});
