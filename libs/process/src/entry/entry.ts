import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import { unexpectedProblem } from '@ttg/web/http/problems/problem-of';
import { correlationIdOf } from '@ttg/web/http/request/edge';
import { securityHeaders } from '@ttg/web/server/security-headers';
import { Asking, type Answered, objectIn } from './asking';
import { untilAllFollow } from './demo-clock';
import { Forwarding } from './forwarding';
import { inOrderFor, ownerOf } from './routes';
import type { Targets } from './targets';
import { ProblemAnswers, unavailable } from './unavailable';
import { WholeDescription } from './whole-description';
import { oncePerName, wholeHealth } from './whole-health';

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface EntryOptions {
  /** Whether data are made up, which every page says. */
  readonly demo: boolean;
}

/**
 * The one address of all services: pages and API look as they do where one process runs everything. A request goes to the service
 * that owns its address; what is asked of all of them is put together here.
 */
export class Entry {
  private readonly logger = new Logger('Entry');
  private readonly problems: ProblemAnswers;
  private readonly forwarding: Forwarding;
  private readonly asking: Asking;
  private readonly description: WholeDescription;

  /** What is answered here, by method and path. */
  private readonly own: Readonly<Record<string, Handler>> = {
    'GET /health/live': (_, response) => sendJson(response, 200, { status: 'up' }),
    'GET /health/ready': (request, response) => this.health('/health/ready', request, response),
    'GET /health': (request, response) => this.health('/health', request, response),
    'GET /api/openapi.json': (request, response) => this.describe(request, response),
    'GET /api/v1/admin/projections': (request, response) => this.projections(request, response),
    'POST /demo/clock': (request, response) => this.moveClock(request, response),
    'GET /info': (request, response) => this.info(request, response),
  };

  constructor(
    private readonly targets: Targets,
    { demo }: EntryOptions,
  ) {
    this.problems = new ProblemAnswers(demo);
    this.forwarding = new Forwarding(targets, this.problems);
    this.asking = new Asking(targets);
    this.description = new WholeDescription(this.asking);
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => void this.answer(request, response);

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // All services write the same id into their logs and events, and so does what is answered here.
    request.headers['x-correlation-id'] = correlationIdOf(request);
    const path = pathOf(request);
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const own = this.own[`${method} ${path.toLowerCase().replace(/(?<=.)\/$/, '')}`];
    try {
      if (own) await own(request, response);
      else this.forward(path, request, response);
    } catch (error) {
      this.logger.error(`${errorClass(error)} (${correlationIdOf(request)})`);
      this.problems.send(unexpectedProblem(), request, response);
    }
  }

  private forward(path: string, request: IncomingMessage, response: ServerResponse): void {
    this.forwarding.send(inOrderFor(path, this.targets.services), request, response);
  }

  private async health(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = wholeHealth(await this.asking.all(path, request));
    sendJson(response, status, body);
  }

  private async info(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await this.asking.all('/info', request);
    const services = asked.flatMap(([service, answered]) => (answered ? [[service, objectIn(answered)] as const] : []));
    sendJson(response, 200, { services: Object.fromEntries(services) });
  }

  private async describe(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const described = await this.description.read();
    if ('document' in described) return sendJson(response, 200, described.document);
    this.problems.send(unavailable(described.missing, 'not-sent'), request, response);
  }

  /** Of all services, for who may see them: each of them decides that for itself. */
  private async projections(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const all: unknown[] = [];
    for (const [service, answered] of await this.asking.all('/api/v1/admin/projections', request)) {
      if (!answered) return this.problems.send(unavailable(service, 'not-sent'), request, response);
      if (answered.status !== 200) return send(answered, response);
      all.push(...[objectIn(answered)['projections']].flat());
    }
    sendJson(response, 200, { projections: oncePerName(all) });
  }

  private moveClock(request: IncomingMessage, response: ServerResponse): void {
    const mover = ownerOf('/demo/clock', this.targets.services);
    this.forwarding.send([mover], request, response, () => untilAllFollow(this.asking, mover));
  }
}

/** A request may name its server in its address, as to a proxy. */
const pathOf = ({ url = '/' }: IncomingMessage): string => {
  const [path = '/'] = url.split('?');
  return path.startsWith('/') ? path : '/';
};

const sendJson = (response: ServerResponse, status: number, body: object): void =>
  send({ status, type: 'application/json; charset=utf-8', text: JSON.stringify(body) }, response);

/** Also the words of one service that refuses: what it refuses is refused by all. */
const send = ({ status, type, text }: Omit<Answered, 'service'>, response: ServerResponse): void => {
  securityHeaders(response.req, response, () => undefined);
  const headers = { 'Content-Type': type, 'X-Correlation-Id': correlationIdOf(response.req) };
  response.writeHead(status, headers).end(text);
};
