import { HttpException } from '@nestjs/common';
import {
  EventIdTaken,
  EventStoreUnavailable,
  InvalidCommand,
  NotFound,
  NotPlainData,
  PersonErased,
  Refusal,
  type WhetherWritten,
  WrongExpectedRevision,
} from '@ttg/event-sourcing';
import { isTransient } from '@ttg/event-sourcing/projections/transient';
import { Problem } from './problem';
import { transportProblem } from './transport-problem';

/** What of the request decides how an error is told. */
export interface Asked {
  readonly hadIfMatch: boolean;
  /** What else the address takes, where nothing answers to the method. */
  readonly allowed?: readonly string[];
}

type Teller = (error: unknown, asked: Asked) => Problem | undefined;

const refusal: Teller = (error) => {
  if (!(error instanceof Refusal)) return undefined;
  const { code, message, field, see } = error;
  const errors = field ? [{ field, message, fix: message }] : [];
  const headers: Record<string, string> = see ? { Link: `<${see}>; rel="related"` } : {};
  const title = 'That cannot be done as things stand';
  return new Problem({ status: 409, code, title, detail: message, errors, headers });
};

const invalidCommand: Teller = (error) => {
  if (!(error instanceof InvalidCommand)) return undefined;
  const { code, message, field } = error;
  const fix = 'fix' in error && typeof error.fix === 'string' ? error.fix : message;
  return new Problem({
    status: 422,
    code,
    title: 'That can never be done',
    detail: message,
    errors: [{ field, message, fix }],
  });
};

const notPlain: Teller = (error) => {
  if (!(error instanceof NotPlainData)) return undefined;
  const field = error.path.split('.').slice(1).join('.') || error.path;
  const fix = 'Type it again: what was copied has broken characters in it.';
  const errors = [{ field, message: error.message, fix }];
  return new Problem({ status: 422, code: 'broken-text', title: 'That cannot be kept as it is', detail: fix, errors });
};

const notThere: Teller = (error) =>
  error instanceof NotFound
    ? new Problem({ status: 404, code: 'not-found', title: 'There is no such thing', detail: error.message })
    : undefined;

const erasedPerson: Teller = (error) =>
  error instanceof PersonErased
    ? new Problem({ status: 410, code: 'person-erased', title: 'Her personal data was erased', detail: error.message })
    : undefined;

const changedMeanwhile: Teller = (error, { hadIfMatch }) => {
  if (!(error instanceof WrongExpectedRevision)) return undefined;
  return new Problem({
    status: hadIfMatch ? 412 : 409,
    code: hadIfMatch ? 'changed-since-read' : 'changed-meanwhile',
    title: 'Someone changed this in the meantime',
    detail: hadIfMatch
      ? 'It was changed after you read it. Read it again, then decide again and send its new ETag in If-Match.'
      : 'Others are changing it at this moment. Nothing was written: try again.',
  });
};

const repeatedInFlight: Teller = (error) =>
  error instanceof EventIdTaken
    ? new Problem({
        status: 409,
        code: 'repeat-in-flight',
        title: 'The same request is being carried out',
        detail: 'It was sent twice at the same time, and one of the two was done. Send it once more to get its answer.',
        headers: { 'Retry-After': '1' },
      })
    : undefined;

const whatWasSaved: Readonly<Record<WhetherWritten, string>> = {
  no: 'Nothing was saved by this request as far as we know. Send it again in a moment, with the same Idempotency-Key.',
  unknown: 'It may or may not have been saved. Send it again with the same Idempotency-Key: it is saved once.',
  yes: 'It was saved, and the answer to it is lost. Send it again with the same Idempotency-Key to get it: it is saved once.',
};

const unavailable: Teller = (error) => {
  if (!isTransient(error)) return undefined;
  const written = error instanceof EventStoreUnavailable ? error.written : 'no';
  return new Problem({
    status: 503,
    code: 'not-available',
    title: 'The database cannot be reached',
    detail: whatWasSaved[written],
    headers: { 'Retry-After': '2' },
  });
};

const ofNest: Teller = (error, { allowed = [] }) => {
  if (!(error instanceof HttpException) || error.getStatus() >= 500) return undefined;
  const status = error.getStatus();
  if (status === 404 && allowed.length > 0) return notAllowed(allowed);
  if (status === 404) {
    const detail = 'There is nothing at this address. Check the link; the API is described at /api/docs.';
    return new Problem({ status, code: 'not-found', title: 'There is no such thing', detail });
  }
  return new Problem({ status, code: `http-${status}`, title: 'That was not understood', detail: error.message });
};

const notAllowed = (allowed: readonly string[]): Problem => {
  const methods = allowed.join(', ');
  return new Problem({
    status: 405,
    code: 'method-not-allowed',
    title: 'That cannot be asked of this address',
    detail: `This address takes ${methods}. Nothing that is recorded is replaced or deleted: what changes it is a POST, as /api/docs has it.`,
    headers: { Allow: methods },
  });
};

const itself: Teller = (error) => (error instanceof Problem ? error : undefined);

const tellers: readonly Teller[] = [
  itself,
  transportProblem,
  refusal,
  invalidCommand,
  notThere,
  changedMeanwhile,
  erasedPerson,
  repeatedInFlight,
  notPlain,
  unavailable,
  ofNest,
];

/** @returns how an error is told to who asked, or nothing where it is a fault of ours. */
export const problemOf = (error: unknown, asked: Asked): Problem | undefined => {
  for (const tell of tellers) {
    const problem = tell(error, asked);
    if (problem) return problem;
  }
  return undefined;
};

/** A fault of ours, told without a word of what it was: that is in the log, under the correlation id. */
export const unexpectedProblem = (): Problem =>
  new Problem({
    status: 500,
    code: 'unexpected',
    title: 'Something went wrong on our side',
    detail: 'Try again. If it happens again, tell whoever runs this system the correlationId of this answer.',
  });
