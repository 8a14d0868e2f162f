import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPeers, peersFolder } from './install';

describe('the peers of the bench', () => {
  let folder: string;
  let installed: number;
  const install = async (into: string): Promise<undefined> => {
    mkdirSync(join(into, 'node_modules'), { recursive: true });
    installed += 1;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ttg-peers-'));
    installed = 0;
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3}');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are a package of this repository', () => expect(peersFolder()).toMatch(/bench[/\\]peers$/));

  it('are installed on first use, and again when their lockfile has changed', async () => {
    expect(await installPeers(folder, install)).toBeUndefined();
    expect(await installPeers(folder, install)).toBeUndefined();
    expect(installed).toBe(1);
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
    await installPeers(folder, install);
    expect(installed).toBe(2);
  });

  it('are left out, and a sentence says why, where they cannot be installed', async () => {
    const fail = async (): Promise<string> => 'npm ci: network is unreachable';
    expect(await installPeers(folder, fail)).toBe(
      'The peers could not be installed, so the bench goes on without them (npm ci: network is unreachable).',
    );
    expect(await installPeers(folder, install)).toBeUndefined();
    expect(installed).toBe(1);
  });
});
