import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelCommands } from '@ttg/event-sourcing/cli/commands';
import { ProjectionsApi } from '@ttg/web/admin/api';

/** Nobody gives a command here. */
const nobody = (): never => {
  throw new Error('No command is given here.');
};
const console_ = kernelCommands({ keys: nobody, checkpointFolder: nobody, interrupted: nobody, withKernel: nobody });
const onConsole = (console_.commands.find((group) => group.name() === 'projections')?.commands ?? []).filter(
  (command) => command.name() !== 'status',
);

const overHttp = Object.values(Object.getOwnPropertyDescriptors(ProjectionsApi.prototype)).flatMap(
  ({ value }: { value?: unknown }) => {
    const path: unknown = typeof value === 'function' ? Reflect.getMetadata('path', value) : undefined;
    return typeof path === 'string' ? (/^:name\/(\w+)$/.exec(path)?.[1] ?? []) : [];
  },
);

describe('what operators can do with projections', () => {
  it('is the same on the console and over HTTP', () => {
    const names = onConsole.map((command) => command.name());
    expect(names).not.toEqual([]);
    expect(names.sort()).toEqual(overHttp.sort());
  });

  it('is told in docs/event-store.md, with every name it has', () => {
    const text = readFileSync(join(__dirname, '../../docs/event-store.md'), 'utf8');
    const section = /^## Projections$(.*?)^## /ms.exec(text)?.[1] ?? '';
    const names = onConsole.flatMap((command) => [command.name(), ...command.aliases()]);
    expect(names.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
  });
});
