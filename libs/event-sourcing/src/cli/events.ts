import { type Command, InvalidArgumentError } from 'commander';
import { StartFailure } from '../embedded-postgres/start-failure';
import { EventStore, type Position, type StoredEvent } from '../store/event-store';
import type { CommandContext } from './command-context';
import { type EventChoice, isChosen, placeFrom, storeFilter, withEventChoice } from './event-choice';
import { eventLine, searchableText } from './event-lines';
import { type Progress, progressBarBesideOutput } from './progress';

interface Printed {
  readonly json?: boolean;
}

interface ReadOptions extends Printed {
  readonly backwards?: boolean;
  readonly from?: number;
  readonly limit?: number;
}

interface GrepOptions extends EventChoice, Printed {
  readonly ignoreCase?: boolean;
}

const page = 500;
const asJson = 'print JSON, one object a line';

/** `events tail | read | grep`. Nothing that is sealed is opened here: that is for pages, which know who looks. */
export const addEventCommands = (program: Command, context: CommandContext): void => {
  const group = program.command('events').description('what was written; sealed fields stay sealed');
  withEventChoice(group.command('tail'), 'end')
    .description('print events as they come, until Ctrl-C')
    .option('--json', asJson)
    .action((options: EventChoice & Printed) =>
      context.withKernel((kernel) => tail(kernel.get(EventStore), options, context.interrupted())),
    );
  group
    .command('read')
    .description('print a stream')
    .argument('<stream>', 'its name')
    .option('--backwards', 'the newest first')
    .option('--from <revision>', 'the first to print', wholeNumber)
    .option('--limit <count>', 'how many at most', wholeNumber)
    .option('--json', asJson)
    .action((stream: string, options: ReadOptions) =>
      context.withKernel((kernel) => read(kernel.get(EventStore), stream, options, context.interrupted())),
    );
  withEventChoice(group.command('grep'), 'start')
    .description('print events in whose type, stream, metadata or unsealed data a pattern is found')
    .argument('<pattern>', 'a regular expression, as JavaScript has them')
    .option('-i, --ignore-case', 'upper and lower case are the same')
    .option('--json', asJson)
    .action((pattern: string, options: GrepOptions) => {
      const expression = regularExpression(pattern, options);
      return context.withKernel((kernel) => grep(kernel.get(EventStore), expression, options, context.interrupted()));
    });
};

const show = (event: StoredEvent, { json }: Printed): void =>
  console.log(json ? JSON.stringify(event) : eventLine(event));

const tail = async (store: EventStore, options: EventChoice & Printed, signal: AbortSignal): Promise<void> => {
  const isWanted = isChosen(options);
  const after = await placeFrom(store, options.from);
  for await (const { events } of store.subscribe({ ...storeFilter(options), after, signal })) {
    for (const event of events.filter(isWanted)) show(event, options);
  }
};

const read = async (
  store: EventStore,
  stream: string,
  { backwards, from, limit = Number.MAX_SAFE_INTEGER, ...printed }: ReadOptions,
  signal: AbortSignal,
): Promise<void> => {
  const direction = backwards ? 'backwards' : 'forwards';
  let [next, left] = [from, limit];
  while (left > 0 && !signal.aborted) {
    const events = await store.readStream(stream, { direction, from: next, limit: Math.min(page, left) });
    for (const event of events) show(event, printed);
    left -= events.length;
    const last = events.at(-1);
    if (!last || events.length < page) break;
    next = last.revision + (backwards ? -1 : 1);
    if (next < 0) break;
  }
  if (left === limit && (await store.readStream(stream, { limit: 1 })).length === 0)
    throw new StartFailure(`There is no stream ${JSON.stringify(stream)}.`);
};

const grep = async (
  store: EventStore,
  expression: RegExp,
  options: GrepOptions,
  signal: AbortSignal,
): Promise<void> => {
  const isWanted = isChosen(options);
  let found = 0;
  for await (const events of pagesOf(store, options)) {
    const matching = events.filter((event) => isWanted(event) && expression.test(searchableText(event)));
    for (const event of matching) show(event, options);
    found += matching.length;
    if (signal.aborted) break;
  }
  // As grep has it: a script can ask whether there was any.
  if (found === 0) process.exitCode = 1;
};

/** All that is there now. */
async function* pagesOf(store: EventStore, options: EventChoice): AsyncGenerator<readonly StoredEvent[]> {
  const last = await store.lastPosition();
  if (last === undefined) return;
  const bar = progressBarBesideOutput('events', 'positions');
  try {
    let after = await placeFrom(store, options.from);
    while (after === undefined || store.comparePositions(after, last) < 0) {
      const { events, upTo } = await store.readAll({ ...storeFilter(options), after, limit: page });
      yield events.filter(({ position }) => store.comparePositions(position, last) <= 0);
      after = upTo;
      showProgress(bar, upTo, last);
    }
  } finally {
    bar.end();
  }
}

const showProgress = (bar: Progress, upTo: Position | undefined, last: Position): void => {
  const [done, total] = [Number(upTo ?? 0), Number(last)];
  // Where positions are no numbers there is nothing to draw.
  if (Number.isFinite(done) && Number.isFinite(total)) bar.to(Math.min(done, total), total);
};

/** Every line of what is searched is a thing of its own: ^ and $ are its beginning and its end. */
const regularExpression = (pattern: string, { ignoreCase }: GrepOptions): RegExp => {
  try {
    return new RegExp(pattern, ignoreCase ? 'imu' : 'mu');
  } catch (cause) {
    throw new StartFailure(`"${pattern}" is no regular expression: ${(cause as Error).message}`, { cause });
  }
};

const wholeNumber = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0.');
  return Number(text);
};
