import {
  Catch,
  Inject,
  Logger,
  NotFoundException,
  Optional,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { errorClass, placeOf } from '@ttg/event-sourcing/projections/error-class';
import type { Request, Response } from 'express';
import { allowedMethods } from '../request/allowed-methods';
import { edgeOf } from '../request/edge';
import { ErrorPages } from './error-pages';
import type { Problem } from './problem';
import { problemOf, unexpectedProblem } from './problem-of';

/** Answers every error: as RFC 9457 to programs, as a page to people. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Edge');

  constructor(@Optional() @Inject(ErrorPages) private readonly pages?: ErrorPages) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const { correlationId } = edgeOf(request);
    const isUnanswered = error instanceof NotFoundException;
    const allowed = isUnanswered ? allowedMethods(request) : [];
    if (request.method === 'OPTIONS' && allowed.length > 0) {
      response.status(204).set('Allow', allowed.join(', ')).end();
      return;
    }
    const asked = { hadIfMatch: request.headers['if-match'] !== undefined, allowed };
    const problem = problemOf(error, asked) ?? this.unexpected(error, correlationId);
    if (response.headersSent) {
      // Half an answer is out: to break the connection is the one honest thing left.
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set({ 'Cache-Control': 'no-store', 'X-Correlation-Id': correlationId, ...problem.headers });
    if (this.pages && wantsPage(request)) return this.show(this.pages, problem, request, response);
    sendJson(problem, request, response);
  }

  /** A fault of ours is logged by class and place. Its message may hold values of hers. */
  private unexpected(error: unknown, correlationId: string): Problem {
    this.logger.error(`${errorClass(error)} (${correlationId})\n${placeOf(error)}`);
    return unexpectedProblem();
  }

  private async show(pages: ErrorPages, problem: Problem, request: Request, response: Response): Promise<void> {
    try {
      await pages.render(problem, edgeOf(request).correlationId, request, response);
    } catch (error) {
      this.unexpected(error, edgeOf(request).correlationId);
      if (!response.headersSent) sendJson(problem, request, response);
    }
  }
}

const sendJson = (problem: Problem, request: Request, response: Response): void => {
  const [instance = ''] = request.originalUrl.split('?');
  const details = problem.toDetails(instance, edgeOf(request).correlationId);
  response.type('application/problem+json').send(JSON.stringify(details));
};

/** Programs get JSON, under /api always. */
const wantsPage = (request: Request): boolean =>
  !/^\/(api|health)(\/|$)/.test(request.path) && request.accepts(['json', 'html']) === 'html';
