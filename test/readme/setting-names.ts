import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../libs/process/src/settings');

/** @returns the names of all settings, in the order in which they are read. */
export const settingNames = (): readonly string[] => {
  const read = (file: string): string => readFileSync(join(folder, `${file}.ts`), 'utf8');
  const subjects = [...read('index').matchAll(/^ {4}(\w+): of\(/gm)].map(([, subject = '']) => subject);
  return subjects.flatMap((subject) =>
    [...read(subject).matchAll(/^ {2}readonly ([A-Z_]+)\??:/gm)].map(([, name = '']) => name),
  );
};
