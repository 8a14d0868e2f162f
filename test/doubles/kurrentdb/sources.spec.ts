import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8');
/** Files of the server, by the names that the double has for them. */
const named = (text: string): string[] => text.match(/[\w.]+\.(?:cs|proto)\b|docs\/server\/[\w/]+\.md/g) ?? [];

describe('the sources of the double of KurrentDB', () => {
  const [list = ''] = /^\/\*\*.*?\*\//s.exec(read('kurrentdb-double.ts')) ?? [];

  it('are each named with the commit where they were read', () => {
    const lines = list.split('\n').filter((line) => /^ \* {3}[0-9a-f]{7} {2}/.test(line));
    const withCommit = new Set(lines.flatMap(named));
    const files = readdirSync(__dirname).filter((file) => !file.endsWith('.spec.ts'));
    const textOf = (file: string): string => read(file).replace(list, '');
    const cited = new Set(
      files.flatMap((file) => named(textOf(file))).map((name) => name.replace(/^.*\/(?=\w+\.cs)/, '')),
    );
    expect(cited.size).toBeGreaterThan(10);
    expect([...cited].sort()).toEqual([...withCommit].sort());
  });
});
