import { Problem, validationPipe } from '@ttg/web/http';
import { isUUID } from 'class-validator';
import type { CouncilAnswer } from '../duty-to-refer/council-requests';
import { answerTypes } from './answer-types';

/** A message of a council, read: what it says, and of which referral. */
export interface CouncilMessage {
  /** The council's own: the same message twice says nothing new. */
  readonly id: string;
  readonly referralId: string;
  readonly answer: CouncilAnswer;
  /** The step of the council's own trace that sent it, where it drew one. */
  readonly traceparent?: string;
}

const malformed = (detail: string): Problem =>
  new Problem({ status: 400, code: 'malformed-message', title: 'That is no message of a council', detail });

const pipe = validationPipe();

/**
 * Reads a CloudEvent: `specversion`, `id`, `type`, and `data` with `referralId` and the fields of the request over HTTP.
 * @throws Problem as the same request over HTTP would be answered
 */
export const readAnswer = async (message: unknown): Promise<CouncilMessage> => {
  const { specversion, id, type, data, traceparent } = objectOf(message, 'The message is not an object.');
  if (specversion !== '1.0') throw malformed('`specversion` must be 1.0: a message is a CloudEvent.');
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(id)) {
    throw malformed('`id` must be 1 to 200 visible ASCII characters, another one for each message.');
  }
  const known = typeof type === 'string' && Object.hasOwn(answerTypes, type) ? answerTypes[type] : undefined;
  if (!known) throw malformed(`\`type\` must be one of: ${Object.keys(answerTypes).join(', ')}.`);
  const { referralId, ...fields } = objectOf(data, '`data` is not an object.');
  if (!isUUID(referralId)) throw malformed('`data.referralId` must be the UUID of the referral.');
  const request = (await pipe.transform(fields, { type: 'body', metatype: known.request })) as object;
  const read = { id, referralId: String(referralId).toLowerCase(), answer: known.read(request) };
  return { ...read, ...(typeof traceparent === 'string' && { traceparent }) };
};

const objectOf = (value: unknown, fault: string): Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(fault);
  return value as Readonly<Record<string, unknown>>;
};
