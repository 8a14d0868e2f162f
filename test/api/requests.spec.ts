import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const libs = resolve(__dirname, '../../libs');

/** Where the compiler takes what OpenAPI says of a class from: see nest-cli.json. */
const described = /(?:\.dto|requests|api)\.ts$/;

const classes = (): string[] =>
  readdirSync(libs, { recursive: true, encoding: 'utf8' })
    .filter((file) => described.test(file))
    .flatMap((file) => [...readFileSync(join(libs, file), 'utf8').matchAll(/^export class (\w+)/gm)])
    .map(([, name = '']) => name);

describe('what the API asks for', () => {
  // OpenAPI knows a class by its name alone: of two with one name, one would be described as the other.
  it('has a name of its own in every context', () => {
    const names = classes();
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
