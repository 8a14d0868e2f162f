import { NotFound } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { CommandContext, OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { print, table } from '@ttg/event-sourcing/cli/output';
import type { Command } from 'commander';
import { idTyped, said } from '../said';
import { AnswerDesk, type ParkedAnswer, type Settled, type ShownAnswer } from './answer-desk';
import { passes } from './passes';

interface Options {
  readonly json?: boolean;
}

/** More than anyone looks through at once: the longest there come first. */
const most = 500;

/** `councils answers | show-answer | retry-answer | discard-answer`. What a message says is shown to nobody here either. */
export const addAnswerCommands = (group: Command, context: CommandContext): void => {
  const onOne = <T>(
    [name, description]: readonly [string, string],
    work: (desk: AnswerDesk, answerId: string) => Promise<T>,
    lines: (result: T) => readonly string[],
  ): Command =>
    group
      .command(name)
      .description(description)
      .argument('<answer>', 'its id')
      .option('--json', 'print JSON')
      .action((typed: string, { json }: Options) =>
        context.withKernel(async (kernel) => print(await said(() => work(desk(kernel), idTyped(typed))), json, lines)),
      );

  group
    .command('answers')
    .description('messages of councils that were not recorded, without what they say')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      context.withKernel(async (kernel) => print(await desk(kernel).parked(most), json, parkedLines)),
    );
  onOne(['show-answer', 'what is wrong with one of them'], found, shownLines);
  onOne(
    ['retry-answer', 'try to record one of them now'],
    async (answers, answerId) => ({ answerId, outcome: await triedAgain(answers, answerId) }),
    ({ outcome }) => [sentences[outcome]],
  );
  onOne(
    ['discard-answer', 'forget one of them: it is not tried again, and its council finds nothing at its address'],
    async (answers, discarded) => {
      await answers.discard(discarded);
      return { discarded };
    },
    ({ discarded }) => [`Message ${discarded} is forgotten.`],
  );
};

const desk = (kernel: OpenKernel): AnswerDesk => kernel.get(AnswerDesk);

const found = async (answers: AnswerDesk, answerId: string): Promise<ShownAnswer> => {
  const answer = await answers.find(answerId);
  if (!answer) throw new NotFound('message');
  return answer;
};

/** @throws StartFailure in the place of what passes by itself */
const triedAgain = async (answers: AnswerDesk, answerId: string): Promise<Settled> => {
  try {
    return await answers.retry(answerId);
  } catch (error) {
    if (!passes(error, 0)) throw error;
    throw new StartFailure('It could not be tried now: something it needs is behind or away. Repeat it in a moment.', {
      cause: error,
    });
  }
};

const sentences: Readonly<Record<Settled, string>> = {
  recorded: 'It is recorded.',
  known: 'It was recorded before.',
  refused: 'It is refused as things stand: show-answer says why. Its council has to mend it.',
  failed: 'It failed again by a fault of ours: show-answer names it, and the log has its place.',
};

const parkedLines = (answers: readonly ParkedAnswer[]): string[] =>
  table([
    ['message', 'council', 'type', 'state', 'status', 'code', 'tries', 'received'],
    ...answers.map(({ answerId, council, type, state, status, code, tries, receivedAt }) => [
      ...[answerId, council, type ?? '-', state],
      ...[String(status), code, String(tries), receivedAt],
    ]),
  ]);

const shownLines = ({ messageId, detail, errors, ...answer }: ShownAnswer): string[] => [
  ...parkedLines([answer]),
  `id of the council: ${messageId ?? '-'}`,
  ...(detail === null ? [] : [detail]),
  ...errors.map(({ field, message, fix }) => `${field}: ${message} ${fix}`),
];
