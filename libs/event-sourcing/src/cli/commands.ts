import { Command } from 'commander';
import { addArchiveCommand } from './archive';
import type { CommandContext } from './command-context';
import { addEventCommands } from './events';
import { addKeyCommands } from './keys';
import { addProjectionCommands } from './projections';
import { addStoreCommands } from './store';

export type { CommandContext, OpenKernel } from './command-context';

/** @returns the console commands of the kernel, for the application to add its own to. */
export const kernelCommands = (context: CommandContext): Command => {
  const program = new Command('ttg').description('Through the Gate, from the console').showHelpAfterError();
  addEventCommands(program, context);
  addProjectionCommands(program, context);
  addKeyCommands(program, context);
  addStoreCommands(program, context);
  addArchiveCommand(program, context);
  return program;
};
