import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingNames } from './setting-names';

describe('.ci/run', () => {
  it('takes no setting from the shell that it is started in', () => {
    const text = readFileSync(join(__dirname, '../../.ci/run'), 'utf8');
    const unset = new Set([...text.matchAll(/^unset (.+)$/gm)].flatMap(([, names = '']) => names.split(' ')));
    expect(settingNames().filter((name) => !unset.has(name))).toEqual([]);
  });
});
