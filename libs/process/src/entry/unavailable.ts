import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '@ttg/web/http/problems/problem';
import { correlationIdOf } from '@ttg/web/http/request/edge';
import { securityHeaders } from '@ttg/web/server/security-headers';
import { Assets } from '@ttg/web/pages/assets';
import { nunjucksEnvironment } from '@ttg/web/pages/views';
import type { ServiceName } from './routes';

/** What is known of a request that could not be answered. */
export type Outcome = 'not-sent' | 'unknown';

/** What people do in each service: they know no names of processes. */
const partOf: Readonly<Record<ServiceName, string>> = {
  custody: 'reception, dates, release and her agreements',
  housing: 'housing and referrals to councils',
  health: 'GP registration and medicines',
  readiness: 'the release board and the pages of each woman',
  relay: 'what is passed on to other systems',
};

const details: Readonly<Record<Outcome, string>> = {
  'not-sent': 'Nothing was saved by this request. Send it again in a moment.',
  unknown: 'It may or may not have been saved. Send it again with the same Idempotency-Key: it is saved once.',
};

/** Whether a request changes nothing, and has nothing in it. */
export const isHarmless = (method = 'GET'): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** A service that is away, or went away with a request in hand. */
export const unavailable = (service: ServiceName, outcome: Outcome, method?: string): Problem =>
  new Problem({
    status: 503,
    code: 'service-not-available',
    title: 'A part of the system is not available',
    detail: `This part is away at the moment: ${partOf[service]}. ${
      isHarmless(method) ? 'Ask again in a moment.' : details[outcome]
    }`,
    headers: { 'Retry-After': '2' },
  });

/** Tells problems as every service does: to programs as RFC 9457, to people as a page. */
export class ProblemAnswers {
  private readonly pages;

  /** @param demo whether data are made up, which every page says */
  constructor(demo: boolean) {
    this.pages = nunjucksEnvironment(new Assets(), { demo });
  }

  send(problem: Problem, request: IncomingMessage, response: ServerResponse): void {
    if (response.headersSent) return void response.destroy();
    securityHeaders(request, response, () => undefined);
    const correlationId = correlationIdOf(request);
    for (const [name, value] of Object.entries({ ...problem.headers, 'X-Correlation-Id': correlationId }))
      response.setHeader(name, value);
    const [path = ''] = (request.url ?? '').split('?');
    response.statusCode = problem.status;
    if (wantsPage(path, request)) return this.page(problem, request, response, correlationId);
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
    response.end(JSON.stringify(problem.toDetails(path, correlationId)));
  }

  private page(
    problem: Problem,
    { method, url }: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
  ): void {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      this.pages.render('web/src/pages/views/error.njk', {
        title: problem.title,
        problem: { detail: problem.detail, correlationId },
        retry: method === 'GET',
        here: method === 'GET' ? url : '/',
      }),
    );
  }
}

/** Programs get JSON, under /api always; who asks for pages says so first. */
const wantsPage = (path: string, { headers: { accept = '' } }: IncomingMessage): boolean => {
  const [html, json] = [accept.indexOf('text/html'), accept.indexOf('json')];
  return !/^\/(api|health)(\/|$)/i.test(path) && html >= 0 && (json < 0 || html < json);
};
