import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AnyEventDefinition, DomainEvent } from '@ttg/event-sourcing';
import type { EventFixture } from './event-fixture';

const root = join(__dirname, '../..');

/** A context's dictionary, samples and fixtures. */
export interface Context {
  readonly name: string;
  readonly definitions: readonly AnyEventDefinition[];
  readonly samples: readonly DomainEvent[];
  readonly fixtures: readonly EventFixture[];
}

/** Every `events.ts` of the sources: a new context need not be named here. */
const dictionaries = (): string[] =>
  ['libs', 'apps']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
    )
    .filter((file) => /[/\\]events\.ts$/.test(file) && /= defineEvent</.test(readFileSync(file, 'utf8')));

const isDefinition = (exported: unknown): exported is AnyEventDefinition =>
  typeof exported === 'function' && 'upcasters' in exported;

/** @returns every context that defines events. */
export const contexts = async (): Promise<Context[]> =>
  Promise.all(
    dictionaries().map(async (file) => {
      const dictionary = (await import(file)) as Record<string, unknown>;
      const definitions = Object.values(dictionary).filter(isDefinition);
      const name = definitions[0]?.type.split('.')[0];
      if (name === undefined) throw new Error(`${relative(root, file)} exports no definition.`);
      return { name, definitions, samples: await samplesOf(name), fixtures: fixturesOf(name) };
    }),
  );

const samplesOf = async (name: string): Promise<readonly DomainEvent[]> => {
  const file = join(__dirname, 'samples', `${name}.ts`);
  return existsSync(file) ? ((await import(file)) as { samples: readonly DomainEvent[] }).samples : [];
};

const storedFile = (name: string): string => join(__dirname, 'stored', `${name}.json`);

const fixturesOf = (name: string): readonly EventFixture[] =>
  existsSync(storedFile(name)) ? (JSON.parse(readFileSync(storedFile(name), 'utf8')) as EventFixture[]) : [];

export const keepFixtures = (name: string, fixtures: readonly EventFixture[]): void =>
  writeFileSync(storedFile(name), `${JSON.stringify(fixtures, null, 2)}\n`);
