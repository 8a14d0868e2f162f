import { ApiResponse } from '@nestjs/swagger';

const text = (description: string) => ({ type: 'string', description });
const number = (description: string) => ({ type: 'integer', description });
const moment = (description: string) => ({ type: ['string', 'null'], format: 'date-time', description });
const object = (properties: Readonly<Record<string, object>>) => ({ type: 'object', properties });

const state = {
  ...text(
    'waiting: it is tried again by itself. unknown: of a type that nothing is done about. given-up: for a person to look at.',
  ),
  enum: ['waiting', 'done', 'unknown', 'given-up'],
};
const outcome = {
  ...text('A code of what came of it, or of what it waits for; null before it was tried.'),
  type: ['string', 'null'],
};
const eventType = text('As HMPPS publishes it.');

/** A message, without a word of whom it is about. */
export const messageSchema = object({
  id: text('As in its address.'),
  cameBy: { ...text('How it came.'), enum: ['queue', 'api'] },
  ...{ eventType, state, outcome },
  occurredAt: moment('When it was true, as HMPPS tells.'),
  receivedAt: moment('When it came here.'),
  attempts: number('How often it was acted on.'),
  nextAttemptAt: moment('When it is tried again; null where it is not.'),
  timesReceived: number('How often the same was said.'),
});

const countSchema = object({
  ...{ eventType, state, outcome },
  messages: number('How many there are of these.'),
  timesReceived: number('How many came, those that said the same again with them.'),
});

export const inboxSchema = object({
  counts: { type: 'array', description: 'All that is kept, by type and outcome.', items: countSchema },
  messages: { type: 'array', description: 'Those that were tried and wait, or were given up.', items: messageSchema },
});

/** @returns how an answer with these fields is described. */
export const ApiAnswer = (description: string, schema: object): MethodDecorator =>
  ApiResponse({ status: 200, description, content: { 'application/json': { schema } } });
