import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from './setting-names';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'docs/event-store.md'), 'utf8');

describe('what docs/event-store.md names', () => {
  const named = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];

  it.each(named(/`((?:src|contract)\/[\w/.-]+\.ts)`/g))('%s is there', (file) =>
    expect(existsSync(join(root, 'libs/event-sourcing', file))).toBe(true),
  );

  it.each(named(/`(test\/[\w/.-]+\.ts)`/g))('%s is there', (file) => expect(existsSync(join(root, file))).toBe(true));

  it('are settings that there are', () => {
    const names = named(/`([A-Z]+_[A-Z_]+)`/g);
    expect(names).toContain('CHECKPOINT_DIR');
    for (const name of names) expect(settingNames()).toContain(name);
  });
});
