import { Clock } from '@ttg/calendar';
import type { CommandContext, OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { print, table } from '@ttg/event-sourcing/cli/output';
import { type Command, InvalidArgumentError } from 'commander';
import { knownCouncil } from '../known-council';
import { idTyped, said } from '../said';
import { type DeadLetter, Deliveries } from './deliveries';
import { Proof } from './proof';
import { type ListedReceiver, type NewSecret, Receivers } from './receivers';
import { longestOverlapHours, usualOverlapHours } from './requests';
import { Targets } from './targets';

interface Options {
  readonly json?: boolean;
}
interface RotateOptions extends Options {
  readonly overlapHours: number;
}

const madeBy = 'console';

/** `councils receivers | add-receiver | prove-receiver | rotate-secret | remove-receiver | dead-letters | replay`. */
export const addWebhookCommands = (group: Command, context: CommandContext): void => {
  const command = (name: string, description: string): Command =>
    group.command(name).description(description).option('--json', 'print JSON');
  /** A command on one thing, which says what it has done. */
  const onOne = (
    [name, description]: readonly [string, string],
    work: (kernel: OpenKernel, id: string) => Promise<void>,
    done: (id: string) => string,
  ): Command =>
    command(name, description)
      .argument('<id>')
      .action((typed: string, { json }: Options) =>
        context.withKernel(async (kernel) => {
          const id = idTyped(typed);
          await said(() => work(kernel, id));
          print({ [name]: id }, json, () => [done(id)]);
        }),
      );

  addLists(command, context);
  command('add-receiver', 'register a receiver; its signing secret is shown this once')
    .argument('<council>', 'GSS code, such as E09000028')
    .argument('<url>', 'https, at a public address')
    .action((code: string, url: string, { json }: Options) =>
      context.withKernel(async (kernel) => {
        const made = await said(async () => {
          const council = knownCouncil(code.toUpperCase(), kernel.get(Clock).today());
          await kernel.get(Targets).look(url);
          return kernel.get(Receivers).add(council, url, madeBy);
        });
        print(made, json, secretLines);
      }),
    );
  onOne(
    ['prove-receiver', 'send it a challenge, and notices from then on if it answers with it'],
    (kernel, id) => kernel.get(Proof).ask(id),
    (id) => `Receiver ${id} is proved.`,
  );
  command('rotate-secret', 'another signing secret, shown this once; messages carry both signatures for a while')
    .argument('<receiver>', 'its id')
    .option('--overlap-hours <hours>', 'how long the one before it is good', hours, usualOverlapHours)
    .action((typed: string, { overlapHours, json }: RotateOptions) =>
      context.withKernel(async (kernel) =>
        print(await said(() => kernel.get(Receivers).rotate(idTyped(typed), overlapHours)), json, secretLines),
      ),
    );
  onOne(
    ['remove-receiver', 'send it nothing any more, and destroy its secrets'],
    (kernel, id) => kernel.get(Receivers).remove(id, madeBy),
    (id) => `Receiver ${id} is removed.`,
  );
  onOne(
    ['replay', 'send a notice that was given up on once more'],
    (kernel, id) => kernel.get(Deliveries).replay(id),
    (id) => `Delivery ${id} is on its way again.`,
  );
};

const addLists = (command: (name: string, description: string) => Command, context: CommandContext): void => {
  command('receivers', 'every receiver of webhooks, and how many notices wait or were given up on').action(
    ({ json }: Options) =>
      context.withKernel(async (kernel) => print(await kernel.get(Receivers).list(), json, receiverLines)),
  );
  command('dead-letters', 'notices that were given up on after three days').action(({ json }: Options) =>
    context.withKernel(async (kernel) => print(await kernel.get(Deliveries).deadLetters(), json, deadLines)),
  );
};

const hours = (text: string): number => {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  if (number <= longestOverlapHours) return number;
  throw new InvalidArgumentError(`Give whole hours, ${longestOverlapHours} at most.`);
};

const secretLines = ({ receiverId, secret }: NewSecret): string[] => [
  `receiver  ${receiverId}`,
  `secret    ${secret}`,
  'The secret is not shown again: hand it on now. A lost one is replaced by another.',
];

const receiverLines = (receivers: readonly ListedReceiver[]): string[] =>
  table([
    ['receiver', 'council', 'status', 'waiting', 'dead', 'url'],
    ...receivers.map(({ receiverId, council, status, waiting, dead, url }) => [
      ...[receiverId, council, status],
      ...[String(waiting), String(dead), url],
    ]),
  ]);

const deadLines = (letters: readonly DeadLetter[]): string[] =>
  table([
    ['delivery', 'council', 'type', 'attempts', 'last', 'given up'],
    ...letters.map(({ deliveryId, council, type, attempts, lastOutcome, endedAt }) => [
      ...[deliveryId, council, type],
      ...[String(attempts), lastOutcome, endedAt],
    ]),
  ]);
