import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startReceiver } from '../councils/receiver';
import { eventually } from '../projections/kernel-under-test';
import { commandsEntry } from '../support/build';
import { type RunningApp, runCommand, startApp, temporaryDataDir } from '../support/built-app';

describe('the console beside the running application', () => {
  const data = temporaryDataDir();
  const env = { DATA_DIR: data.path };
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ env: { ...env, DEMO_WOMEN: '12' } });
  }, 120_000);

  afterAll(async () => {
    await app.stop();
    await data.remove();
  }, 60_000);

  it('finds the checkpoint of the day, and that the store fits it', async () => {
    const folder = join(data.path, 'checkpoints');
    const files = (): string[] => readdirSync(folder).filter((file) => /^checkpoint-.*\.json$/.test(file));
    await eventually(() => expect(files()).toHaveLength(1), 60_000);
    const [name = ''] = files();
    const { exitCode, output } = await runCommand(env, 'store', 'verify', '--checkpoint', join(folder, name));
    expect(output).toMatch(/are as they were written, and fit the checkpoint of \S+Z, position \d+\.\n$/);
    expect(exitCode).toBe(0);
  }, 120_000);

  it('follows the events until it is told to end', async () => {
    const child = spawn(process.execPath, [commandsEntry, 'events', 'tail', '--from', 'start', '--json'], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await eventually(() => expect(printed).toContain('people.person-registered'), 60_000);
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    for (const line of printed.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('position');
  }, 120_000);

  it('ends when nobody reads on', async () => {
    const child = spawn(process.execPath, [commandsEntry, 'events', 'tail', '--from', 'start', '--json'], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(complaints).toBe('');
  }, 120_000);

  it('says in a sentence what is wrong with what it was given', async () => {
    const { exitCode, output } = await runCommand(env, 'store', 'verify', '--checkpoint', '/nowhere.json');
    expect([exitCode, output]).toEqual([1, '/nowhere.json cannot be read (ENOENT).\n']);
  }, 60_000);

  it('makes a client for a council, whose token the application takes, and revokes it', async () => {
    const made = await runCommand(env, 'councils', 'add-client', 'E09000028', '--json');
    const { clientId, clientSecret } = JSON.parse(made.output) as { clientId: string; clientSecret: string };
    const ask = async (): Promise<number> => {
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      return (await fetch(`${app.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })).status;
    };
    expect(await ask()).toBe(200);
    const { output } = await runCommand(env, 'councils', 'revoke-client', clientId);
    expect(output).toBe(`Client ${clientId} is revoked.\n`);
    expect(await ask()).toBe(401);
    const clients = (await runCommand(env, 'councils', 'clients')).output;
    expect(clients).toMatch(new RegExp(`${clientId} +E09000028 +\\S+Z +console +\\S+Z +console`));
    expect(clients).not.toContain(clientSecret);
    const unknown = await runCommand(env, 'councils', 'add-client', 'E09999999');
    expect([unknown.exitCode, unknown.output.split('\n')]).toEqual([1, [expect.any(String), '']]);
  }, 120_000);

  it('registers a receiver of webhooks, proves it and removes it', async () => {
    const council = await startReceiver();
    const here = { ...env, WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' };
    const councils = async (...args: readonly string[]) => runCommand(here, 'councils', ...args);
    try {
      const added = await councils('add-receiver', 'E09000028', council.url, '--json');
      const { receiverId, secret } = JSON.parse(added.output) as { receiverId: string; secret: string };
      expect((await councils('prove-receiver', receiverId)).output).toBe(`Receiver ${receiverId} is proved.\n`);
      const { output } = await councils('receivers');
      expect(output).toMatch(new RegExp(`${receiverId} +E09000028 +active +0 +0 +${council.url}`));
      expect(output).not.toContain(secret);
      expect((await councils('dead-letters', '--json')).output).toBe('[]\n');
      expect((await councils('remove-receiver', receiverId)).exitCode).toBe(0);
      const gone = await councils('prove-receiver', receiverId);
      expect([gone.exitCode, gone.output.trim().split('\n')]).toEqual([1, [expect.any(String)]]);
    } finally {
      await council.close();
    }
    const inside = await runCommand(env, 'councils', 'add-receiver', 'E09000028', council.url);
    expect([inside.exitCode, inside.output]).toEqual([1, expect.stringContaining('WEBHOOK_PRIVATE_NETWORKS')]);
  }, 240_000);
});
