import { CouncilClients, type CouncilClient } from '@ttg/access';
import { Clock } from '@ttg/calendar';
import { NotFound } from '@ttg/event-sourcing';
import type { CommandContext } from '@ttg/event-sourcing/cli/command-context';
import { print, table } from '@ttg/event-sourcing/cli/output';
import type { Command } from 'commander';
import { knownCouncil } from '../known-council';
import { idTyped, said } from '../said';

interface Options {
  readonly json?: boolean;
}

/** Who made or revoked a client, where it was done from the console. */
const madeBy = 'console';

/** `councils clients | add-client | revoke-client`. */
export const addClientCommands = (group: Command, context: CommandContext): void => {
  const command = (name: string, description: string): Command =>
    group.command(name).description(description).option('--json', 'print JSON');

  command('clients', 'every client, revoked or not').action(({ json }: Options) =>
    context.withKernel(async (kernel) => print(await kernel.get(CouncilClients).list(), json, clientLines)),
  );
  command('add-client', "make a client for a council's system; its secret is shown this once")
    .argument('<council>', 'GSS code, such as E09000028')
    .action((code: string, { json }: Options) =>
      context.withKernel(async (kernel) => {
        const council = await said(async () => knownCouncil(code.toUpperCase(), kernel.get(Clock).today()));
        print(await kernel.get(CouncilClients).make(council, madeBy), json, ({ clientId, clientSecret }) => [
          `client_id      ${clientId}`,
          `client_secret  ${clientSecret}`,
          'The secret is kept nowhere: hand it on now. A lost one is replaced by another client.',
        ]);
      }),
    );
  command('revoke-client', 'no more tokens for a client; those it has open nothing any more')
    .argument('<client>', 'its id')
    .action((typed: string, { json }: Options) =>
      context.withKernel(async (kernel) => {
        const clientId = idTyped(typed);
        await said(async () => {
          if (!(await kernel.get(CouncilClients).revoke(clientId, madeBy))) throw new NotFound('client');
        });
        print({ revoked: clientId }, json, () => [`Client ${clientId} is revoked.`]);
      }),
    );
};

const clientLines = (clients: readonly CouncilClient[]): string[] =>
  table([
    ['client', 'council', 'made', 'by', 'revoked', 'by'],
    ...clients.map(({ clientId, council, madeAt, madeBy: by, revokedAt, revokedBy }) => [
      ...[clientId, council, madeAt, by],
      ...[revokedAt ?? '-', revokedBy ?? '-'],
    ]),
  ]);
