import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { consoleOn } from '../../../../test/cli/console';
import { appendMany, testBed } from '../../../../test/projections/kernel-under-test';
import { StartFailure } from '../embedded-postgres/start-failure';

const bed = testBed();
const cli = consoleOn(bed);

const fill = async (count: number): Promise<void> => void (await appendMany(await bed.open([]), count));

const asSuperuser = async (sql: string): Promise<void> => {
  const client = new Client({ connectionString: bed.database.superUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
};

const inFolder = (name: string): string => join(cli.folder, name);
const verify = async (...args: readonly string[]) =>
  JSON.parse(await cli.ttg('store', 'verify', '--json', ...args)) as {
    readonly events: number;
    readonly faults: readonly { readonly stream?: string; readonly what: string }[];
    readonly checkpoint?: { readonly events: number };
  };

describe('store verify', () => {
  it('says that every event is as it was written, or names the one that is not', async () => {
    await fill(4);
    expect(await cli.ttg('store', 'verify')).toBe('4 events in 4 streams are as they were written.');
    expect(process.exitCode).toBeUndefined();
    await asSuperuser(`update eventstore.events set data = '{"amount":99}' where position = 4`);
    expect(await cli.ttg('store', 'verify')).toMatch(
      /^tally-\S+, revision 0, position 4: It is not as it was written: .*\n1 faults in 4 events\./,
    );
    expect(process.exitCode).toBe(1);
  });

  it('names what is gone since a checkpoint', async () => {
    await fill(4);
    await cli.ttg('store', 'checkpoint', '--out', inFolder('then.json'));
    await fill(1);
    expect(await cli.ttg('store', 'verify', '--checkpoint', inFolder('then.json'))).toMatch(
      /^5 events in 5 streams are as they were written, and fit the checkpoint of \S+Z, position 4\.$/,
    );
    await asSuperuser('delete from eventstore.events where position = 3');
    expect((await verify()).faults).toEqual([]);
    const { faults, checkpoint } = await verify('--checkpoint', inFolder('then.json'));
    expect(faults[0]?.what).toBe('The whole stream is gone: the checkpoint has its revisions 0 to 0.');
    expect(checkpoint?.events).toBe(4);
    expect(process.exitCode).toBe(1);
  });

  it('compares with the newest of the daily ones by itself, unless it is told not to', async () => {
    await fill(2);
    await cli.ttg('store', 'checkpoint');
    await fill(2);
    await cli.ttg('store', 'checkpoint');
    await asSuperuser('delete from eventstore.events where position = 4');
    const { faults, checkpoint } = await verify();
    expect([checkpoint?.events, faults[0]?.what]).toEqual([
      4,
      'The whole stream is gone: the checkpoint has its revisions 0 to 0.',
    ]);
    expect((await verify('--no-checkpoint')).faults).toEqual([]);
  });

  it('reads only what came since a checkpoint', async () => {
    await fill(4);
    await cli.ttg('store', 'checkpoint', '--out', inFolder('then.json'));
    await fill(2);
    expect(await verify('--since', inFolder('then.json'))).toMatchObject({ events: 2, faults: [] });
  });

  it('trusts the key it is given, elsewhere than where it was signed', async () => {
    await fill(1);
    await cli.ttg('store', 'checkpoint', '--out', inFolder('then.json'));
    const pem = await cli.ttg('store', 'public-key');
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\w+/=]+\n-----END PUBLIC KEY-----$/);
    await cli.ttg('store', 'public-key', '--out', inFolder('signer.pem'));
    expect(readFileSync(inFolder('signer.pem'), 'utf8')).toBe(`${pem}\n`);

    const elsewhere = ['--checkpoint', inFolder('then.json')];
    cli.keys = { indexKey: randomBytes(32).toString('base64') };
    await expect(verify(...elsewhere)).rejects.toThrow('Say whose signature to trust: --public-key FILE.');
    expect((await verify(...elsewhere, '--public-key', inFolder('signer.pem'))).faults).toEqual([]);
    cli.keys = { checkpointKey: randomBytes(32).toString('base64') };
    await expect(verify(...elsewhere)).rejects.toThrow('was not signed with this key');
  });

  it.each([
    ['a file that is not there', ['--checkpoint', '/nowhere/then.json'], 'cannot be read (ENOENT)'],
    ['two checkpoints', ['--checkpoint', 'a', '--since', 'b'], 'Give --checkpoint or --since'],
    ['a key for nothing', ['--public-key', 'a'], '--public-key is for a checkpoint'],
  ])('refuses %s in a sentence', async (_, args, sentence) => {
    const refusal: unknown = await verify(...args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartFailure);
    expect((refusal as StartFailure).sentence).toContain(sentence);
  });

  it('refuses a private key, and what is no key', async () => {
    writeFileSync(
      inFolder('no.pem'),
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n',
    );
    await cli.ttg('store', 'checkpoint', '--out', inFolder('then.json'));
    for (const file of ['no.pem', 'then.json']) {
      const given = ['--checkpoint', inFolder('then.json'), '--public-key', inFolder(file)];
      await expect(verify(...given)).rejects.toThrow('holds no Ed25519 public key in PEM');
    }
  });
});

describe('store checkpoint', () => {
  it('goes beside the daily ones, readable by its owner, and tells its roots', async () => {
    await fill(3);
    const said = JSON.parse(await cli.ttg('store', 'checkpoint', '--json')) as Record<string, unknown>;
    const [name = ''] = readdirSync(inFolder('checkpoints'));
    expect(name).toMatch(/^checkpoint-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.json$/);
    const file = join(inFolder('checkpoints'), name);
    expect(said).toMatchObject({ file, events: 3, streams: 3, position: '3' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { statement } = JSON.parse(readFileSync(file, 'utf8')) as { statement: Record<string, unknown> };
    expect(statement).toMatchObject({ eventsRoot: said['eventsRoot'], streamsRoot: said['streamsRoot'] });
  });

  it('gives its public key to programs too, and says where it is written', async () => {
    const publicKey = `${await cli.ttg('store', 'public-key')}\n`;
    const said = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse(await cli.ttg('store', 'public-key', '--json', ...args));
    expect(await said()).toEqual({ publicKey });
    const file = inFolder('signer.pem');
    expect(await said('--out', file)).toEqual({ file, publicKey });
    expect(readFileSync(file, 'utf8')).toBe(publicKey);
  });

  it('makes its key once, readable by its owner', async () => {
    const first = await cli.ttg('store', 'public-key');
    expect(statSync(join(cli.folder, 'keys', 'checkpoint.key')).mode & 0o777).toBe(0o600);
    expect(await cli.ttg('store', 'public-key')).toBe(first);
  });

  it('is never written over another, and leaves nothing half written', async () => {
    await cli.ttg('store', 'checkpoint', '--out', inFolder('then.json'));
    const before = readFileSync(inFolder('then.json'), 'utf8');
    await expect(cli.ttg('store', 'checkpoint', '--out', inFolder('then.json'))).rejects.toThrow('is there already');
    expect(readFileSync(inFolder('then.json'), 'utf8')).toBe(before);
    expect(readdirSync(cli.folder).sort()).toEqual(['keys', 'then.json']);
  });
});

describe('keys rotate', () => {
  const file = (): string => join(cli.folder, 'keys', 'master.key');
  const keysInFile = (): string[] => readFileSync(file(), 'utf8').trim().split('\n');
  const rotated = async () =>
    JSON.parse(await cli.ttg('keys', 'rotate', '--json')) as { masterKey: string; dataKeys: number };

  it('tells programs what it did', async () => {
    expect(await rotated()).toEqual({ masterKey: expect.stringMatching(/^[\w-]{16}$/) as string, dataKeys: 0 });
    expect(keysInFile()).toHaveLength(1);
  });

  it('finishes a rotation that was stopped, with the key that was made for it', async () => {
    await rotated();
    const [older = ''] = keysInFile();
    const begun = randomBytes(32).toString('base64');
    writeFileSync(file(), `${begun}\n${older}\n`, { mode: 0o600 });
    await rotated();
    expect(keysInFile()).toEqual([begun]);
  });
});
