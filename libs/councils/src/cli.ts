import type { CommandContext } from '@ttg/event-sourcing/cli/command-context';
import type { Command } from 'commander';
import { addAnswerCommands } from './answers/cli';
import { addClientCommands } from './clients/cli';
import { addWebhookCommands } from './webhooks/cli';

/** `ttg councils …`. */
export const addCouncilCommands = (program: Command, context: CommandContext): void => {
  const group = program
    .command('councils')
    .description('the systems of councils: their credentials, their webhooks, and what they answer');
  addClientCommands(group, context);
  addWebhookCommands(group, context);
  addAnswerCommands(group, context);
};
