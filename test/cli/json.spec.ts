import { addCouncilCommands } from '@ttg/councils/cli';
import type { CommandContext } from '@ttg/event-sourcing/cli/command-context';
import { kernelCommands } from '@ttg/event-sourcing/cli/commands';
import { addTopicCommands } from '@ttg/messaging/topics/cli';
import type { Command } from 'commander';

/** Nobody gives a command here. */
const context: CommandContext = {
  keys: () => ({}),
  checkpointFolder: () => undefined,
  interrupted: () => new AbortController().signal,
  withKernel: () => Promise.reject(new Error('There is no kernel here.')),
};

const everyCommand = (): readonly Command[] => {
  const program = kernelCommands(context);
  addCouncilCommands(program, context);
  addTopicCommands(program, undefined);
  return program.commands.flatMap(({ commands }) => commands);
};

const nameOf = (command: Command): string => `${command.parent?.name() ?? ''} ${command.name()}`;

describe('the commands of the console', () => {
  it('print JSON for programs, but the one that prints a script for a shell', () => {
    const without = everyCommand().filter(({ options }) => !options.some(({ long }) => long === '--json'));
    expect(without.map(nameOf)).toEqual(['topics acls']);
  });
});
