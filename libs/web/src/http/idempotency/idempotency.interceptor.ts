import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import type { Request } from 'express';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { Problem } from '../problems/problem';
import { problemOf } from '../problems/problem-of';
import { edgeOf, type Repeatable } from '../request/edge';
import { Answer, isKeepable } from '../writing/written';
import { KeptAnswers, leaseSeconds } from './kept-answers';
import { readsOnlyKey } from './reads-only';

/** Carries out a request with an `Idempotency-Key` once, and answers its repeats as it was answered. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly keptAnswers: KeptAnswers,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const { repeatable } = edgeOf(request);
    const readsOnly = this.reflector.getAllAndOverride<boolean>(readsOnlyKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!repeatable || readsOnly) return next.handle();
    return defer(() => from(this.once(repeatable, request, next)));
  }

  private async once(repeatable: Repeatable, request: Request, next: CallHandler): Promise<unknown> {
    const claim = await this.keptAnswers.claim(repeatable);
    switch (claim.outcome) {
      case 'answered':
        return Answer.repeated(claim.answer);
      case 'in-flight':
        throw inFlight();
      case 'other-body':
        throw otherBody();
      case 'carry-out':
        return this.carryOut(repeatable, claim.attempt, request, next);
    }
  }

  private async carryOut(
    repeatable: Repeatable,
    attempt: string,
    request: Request,
    next: CallHandler,
  ): Promise<unknown> {
    try {
      const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.settle(() => this.keep(repeatable, attempt, request, result));
      return result;
    } catch (error) {
      const refused = (problemOf(error, { hadIfMatch: false })?.status ?? 500) < 500;
      await this.settle(() =>
        refused ? this.keptAnswers.forget(repeatable, attempt) : this.keptAnswers.endLease(repeatable, attempt),
      );
      throw error;
    }
  }

  private async keep(repeatable: Repeatable, attempt: string, request: Request, result: unknown): Promise<void> {
    if (isKeepable(result)) return this.keptAnswers.keep(repeatable, attempt, Answer.of(result));
    // A page shown again after a form: nothing was done that a repeat must find.
    await this.keptAnswers.forget(repeatable, attempt);
    if (request.path.startsWith('/api/'))
      throw new Error('A write of the API answers with written(…), or is marked @ReadsOnly().');
  }

  /** What was done is done, also when it cannot be noted: a repeat is carried out again and its events are found in the store. */
  private async settle(note: () => Promise<void>): Promise<void> {
    try {
      await note();
    } catch (error) {
      if (problemOf(error, { hadIfMatch: false })?.status !== 503) throw error;
      this.logger.warn(`The answer of a request with a key was not kept: ${errorClass(error)}`);
    }
  }
}

const inFlight = (): Problem =>
  new Problem({
    status: 409,
    code: 'repeat-in-flight',
    title: 'The same request is being carried out',
    detail: `It was sent before with this Idempotency-Key and is not done yet. Ask again in a moment, after ${leaseSeconds} seconds at the latest.`,
    headers: { 'Retry-After': '1' },
  });

const otherBody = (): Problem =>
  new Problem({
    status: 422,
    code: 'idempotency-key-reused',
    title: 'This Idempotency-Key was used for something else',
    detail: 'The same key came with another body. Use a new key for a new request.',
  });
