import { Injectable } from '@nestjs/common';
import type { Account } from '@ttg/access';
import { canonicalJson, Vault } from '@ttg/event-sourcing';
import type { Request } from 'express';
import { Problem } from '../problems/problem';
import type { Repeatable } from '../request/edge';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** The field that carries the key in a form of a page. It is taken out of the body before the body is validated. */
export const idempotencyField = '_idempotencyKey';

/** Tells which requests may be repeated, and what makes two of them the same. */
@Injectable()
export class RepeatableRequests {
  constructor(private readonly vault: Vault) {}

  /** @throws Problem for a key that is none. */
  read(request: Request, account: Account): Repeatable | undefined {
    const inForm = takeFormKey(request);
    const key = headerKey(request) ?? inForm;
    if (key === undefined || safeMethods.includes(request.method)) return undefined;
    const [path = ''] = request.originalUrl.split('?');
    // Keyed, because a body is short enough to be guessed and may hold what she said.
    return {
      scope: this.vault.blindIndex('idempotency-scope', JSON.stringify([account.id, request.method, path, key])),
      body: this.vault.blindIndex('idempotency-body', canonicalJson(request.body ?? null)),
    };
  }
}

/** Written bare or, as the draft standard has it, in quotation marks. */
const headerKey = ({ headers }: Request): string | undefined => {
  const given = headers['idempotency-key'];
  if (given === undefined) return undefined;
  const key = given.toString().replace(/^"(.*)"$/, '$1');
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Problem({
    status: 400,
    code: 'malformed-idempotency-key',
    title: 'The Idempotency-Key is not one',
    detail: 'Send 1 to 200 visible ASCII characters, best a new UUID for each thing that is to be done once.',
  });
};

const takeFormKey = (request: Request): string | undefined => {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || !(idempotencyField in body)) return undefined;
  const { [idempotencyField]: key, ...rest } = body as Record<string, unknown>;
  request.body = rest;
  return typeof key === 'string' && key !== '' ? key : undefined;
};
