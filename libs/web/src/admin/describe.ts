import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string): Schema => ({ type: 'string', description });
const number = (description: string): Schema => ({ type: 'integer', description });
const flag = (description: string): Schema => ({ type: 'boolean', description });
const oneOf = (description: string, ...values: readonly string[]): Schema => ({ ...text(description), enum: values });
const moment = (description: string): Schema => ({ type: 'string', format: 'date-time', description });
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });

const flaggedCase = object({
  caseKey: text('The case, or the person where the events belong to no case.'),
  errorClass: text('The class of the error of its first event that failed; null where only an operator parked it.'),
  byHand: flag('Whether an operator parked it: it is let go when it is retried by its id.'),
  parked: number('How many of its events wait.'),
});

/** How a projection stands. */
export const projectionSchema = object({
  name: text('As context.name.'),
  version: number('The version of this release.'),
  liveVersion: number('The version its tables were made by; absent before the first start.'),
  status: oneOf('How it stands.', 'live', 'rebuilding', 'paused', 'not-started'),
  isRun: flag('Whether some process runs it now, paused or not.'),
  position: text('Its rows hold every event up to here.'),
  rebuiltTo: text('How far the rebuild that goes on has come.'),
  lanes: number('How many lanes its rows are written in.'),
  lag: number('How many events of its own it has not yet taken; counted up to 1000.'),
  lagIsMore: flag('Whether there are more.'),
  secondsBehind: { type: 'number', description: 'How long the first of them has been waiting.' },
  caughtUp: flag('Whether it has taken all, with tables of this release.'),
  parked: number('How many events wait because they, or one before them of the same case, could not be taken.'),
  flaggedCases: { type: 'array', description: 'The cases that are held back.', items: flaggedCase },
});

export const projectionsSchema = object({
  projections: { type: 'array', description: 'All there are, by the order of their modules.', items: projectionSchema },
});

/** How long work stands. */
export const workSchema = object({
  id: text('As in its address.'),
  projection: text('As context.name.'),
  kind: oneOf('What is done.', 'rebuild', 'retry'),
  status: oneOf(
    'stopped, interrupted: with the process that did it, in order or not. Nothing is half done: ask for it again.',
    ...['running', 'done', 'failed', 'stopped', 'interrupted'],
  ),
  begunAt: moment('When it was asked for, by real time.'),
  endedAt: moment('When it ended; null while it goes on.'),
  result: {
    ...object({
      events: number('Events that a rebuild replayed.'),
      replayed: number('Parked events that a retry replayed.'),
      stillParked: number('Events of the cases it looked at that stay parked.'),
      errorClass: text('What it failed with: the class of the error.'),
    }),
    description: 'Counts; null while it goes on.',
  },
});

/** @returns how an answer with these fields is described. */
export const ApiAnswer = (status: number, description: string, schema: Schema): MethodDecorator =>
  ApiResponse({ status, description, content: { 'application/json': { schema } } });

const ApiKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A new UUID for each thing to be done once. A repeat with the same key is answered as the first was.',
  });

/** An order that is carried out when it is answered. */
export const ApiDone = (field: string, means: string): MethodDecorator =>
  applyDecorators(ApiKey(), ApiAnswer(200, 'It is so.', object({ [field]: text(means) })));

/** An order that takes its time. */
export const ApiBegun = (): MethodDecorator =>
  applyDecorators(
    ApiKey(),
    ApiResponse({
      status: 202,
      description: 'It goes on; Location is where to look.',
      headers: { Location: { description: 'The work, and how it stands.', schema: { type: 'string' } } },
      content: { 'application/json': { schema: object({ work: text('The id of the work.') }) } },
    }),
  );
