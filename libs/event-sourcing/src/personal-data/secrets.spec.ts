import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFault } from './errors';
import { masterKeyId } from './master-keys';
import {
  addMasterKey,
  keepCurrentMasterKey,
  masterKeyFile,
  openCheckpointKey,
  openIndexKey,
  openMasterKeys,
} from './secrets';

const base64Key = (): string => randomBytes(32).toString('base64');
const idOf = (base64: string): string => masterKeyId(Buffer.from(base64, 'base64'));

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ttg-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const secretFile = (content: string, mode = 0o600): string => {
  const file = join(folder, 'secret');
  writeFileSync(file, content, { mode });
  chmodSync(file, mode);
  return file;
};

describe('keys from the environment', () => {
  it('come with the current one first', () => {
    const [current, older] = [base64Key(), base64Key()];
    const ring = openMasterKeys({ masterKey: `${current},${older}` });
    expect(ring.current).toBe(idOf(current));
    expect(ring.has(idOf(older))).toBe(true);
  });

  it.each(['', 'short', 'not base64 !!', base64Key().slice(4), `${base64Key()}AAAA`])(
    'are refused when they are not 32 bytes: %s',
    (masterKey) => expect(() => openMasterKeys({ masterKey })).toThrow(KeyFault),
  );

  it('never stand in the refusal', () => {
    const wrong = `${base64Key()}AAAA`;
    expect(() => openMasterKeys({ masterKey: wrong })).not.toThrow(wrong);
  });

  it('are needed where none may be made', () => {
    expect(() => openMasterKeys({})).toThrow(/MASTER_KEY is not set/);
    expect(() => openIndexKey({})).toThrow(/INDEX_KEY is not set/);
  });

  it('come from one place only', () => {
    expect(() => openMasterKeys({ masterKey: base64Key(), masterKeyFile: '/some/file' })).toThrow(/not both/);
  });
});

describe('keys from a file', () => {
  it('are read when only their owner can', () => {
    const key = base64Key();
    expect(openMasterKeys({ masterKeyFile: secretFile(`${key}\n`) }).current).toBe(idOf(key));
  });

  it.each([0o640, 0o604, 0o660, 0o644])('are refused when others can read them: %o', (mode) => {
    const file = secretFile(base64Key(), mode);
    expect(() => openMasterKeys({ masterKeyFile: file })).toThrow(/chmod 600/);
  });

  it('are refused with a sentence when the file is not there', () => {
    expect(() => openIndexKey({ indexKeyFile: join(folder, 'nothing') })).toThrow(/ENOENT.*Check that the file exists/);
  });
});

describe('keys that are made', () => {
  it('are the same at the next start, readable by their owner alone, and one for each purpose', () => {
    const settings = { generateIn: folder };
    expect(openMasterKeys(settings).current).toBe(openMasterKeys(settings).current);
    expect(openIndexKey(settings)).toEqual(openIndexKey(settings));
    expect(masterKeyId(openIndexKey(settings))).not.toBe(openMasterKeys(settings).current);
    const files = readdirSync(join(folder, 'keys'));
    expect(files.sort()).toEqual(['index.key', 'master.key']);
    for (const file of files) expect(statSync(join(folder, 'keys', file)).mode & 0o777).toBe(0o600);
  });

  it('are refused when someone has opened them to others', () => {
    openMasterKeys({ generateIn: folder });
    chmodSync(join(folder, 'keys/master.key'), 0o644);
    expect(() => openMasterKeys({ generateIn: folder })).toThrow(/chmod 600/);
  });

  it('are not made where they are given', () => {
    openMasterKeys({ masterKey: base64Key(), generateIn: folder });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the file of a rotation', () => {
  it('gets a new key before the others, and loses the others at the end', () => {
    const settings = { generateIn: folder };
    const before = openMasterKeys(settings).current;
    const file = masterKeyFile(settings) ?? '';
    addMasterKey(file);
    const during = openMasterKeys(settings);
    expect(during.current).not.toBe(before);
    expect(during.has(before)).toBe(true);
    keepCurrentMasterKey(file);
    expect(openMasterKeys(settings).current).toBe(during.current);
    expect(openMasterKeys(settings).has(before)).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('does not exist where the key comes from the environment', () => {
    expect(masterKeyFile({ masterKey: base64Key(), generateIn: folder })).toBeUndefined();
  });

  it('is never the index key: that one does not rotate', () => {
    expect(() => openIndexKey({ indexKey: `${base64Key()},${base64Key()}` })).toThrow(/does not rotate/);
  });
});

describe('the key of checkpoints', () => {
  it('is made once, apart from the others', () => {
    const first = openCheckpointKey({ generateIn: folder });
    expect(openCheckpointKey({ generateIn: folder })).toEqual(first);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['checkpoint.key']);
  });

  it('is one', () => {
    expect(() => openCheckpointKey({ checkpointKey: `${base64Key()},${base64Key()}` })).toThrow('exactly one key');
    expect(() => openCheckpointKey({})).toThrow(/CHECKPOINT_KEY is not set/);
  });
});
