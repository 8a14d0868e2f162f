import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProxyServer } from 'http-proxy-3';
import type { ServiceName } from './routes';
import type { Targets } from './targets';
import { isHarmless, type ProblemAnswers, unavailable } from './unavailable';

/** The longest a service may take to answer; nothing of ours takes a tenth of it. Milliseconds. */
const patience = 60_000;

/** What could not even be sent. */
const notSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What is waited for before the answer to a request is sent on. */
type BeforeAnswer = (answer: IncomingMessage) => Promise<void>;

/** Who answers, and who else may, where a request that changes nothing did not reach the one before. */
type InOrder = readonly [ServiceName, ...ServiceName[]];

/** Sends requests on to services as they came, and answers back as they come. */
export class Forwarding {
  /** Without an agent that keeps connections: where a service has just closed one, nobody could tell whether a write arrived. */
  private readonly proxy = new ProxyServer({ proxyTimeout: patience, toProxy: true });
  private readonly held = new WeakMap<IncomingMessage, BeforeAnswer>();

  constructor(
    private readonly targets: Targets,
    private readonly problems: ProblemAnswers,
  ) {
    this.proxy.on('proxyRes', (answer, request, response) => {
      keepConnection(answer, response);
      breakWith(answer, response);
      const beforeAnswer = this.held.get(request);
      if (!beforeAnswer) return;
      const sendOn = (): void => pass(answer, response);
      beforeAnswer(answer).then(sendOn, sendOn);
    });
  }

  /** @param beforeAnswer its answer is sent on when this is done, well or not. */
  send(inOrder: InOrder, request: IncomingMessage, response: ServerResponse, beforeAnswer?: BeforeAnswer): void {
    const [service, next, ...others] = inOrder;
    const away = (error?: NodeJS.ErrnoException): void => {
      const outcome = error === undefined || notSent.includes(error.code ?? '') ? 'not-sent' : 'unknown';
      if (next && outcome === 'not-sent' && isHarmless(request.method))
        return this.send([next, ...others], request, response, beforeAnswer);
      this.problems.send(unavailable(service, outcome, request.method), request, response);
    };
    const target = this.targets.urlOf(service);
    if (target === undefined) return away();
    if (beforeAnswer) this.held.set(request, beforeAnswer);
    this.proxy.web(request, response, { target, selfHandleResponse: beforeAnswer !== undefined }, away);
  }
}

/** How long a connection is kept is agreed with whoever asks here; the one to the service is closed after each answer. */
const keepConnection = ({ headers }: IncomingMessage, response: ServerResponse): void => {
  const agreed = response.getHeader('Connection');
  delete headers['keep-alive'];
  if (agreed === undefined) delete headers.connection;
  else headers.connection = String(agreed);
};

/** An answer that breaks off must not look like a whole one, nor keep its reader waiting. */
const breakWith = (answer: IncomingMessage, response: ServerResponse): void => {
  answer.once('close', () => {
    if (!answer.complete) response.destroy();
  });
};

const pass = (answer: IncomingMessage, response: ServerResponse): void => {
  const { 'transfer-encoding': _, ...headers } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, headers);
  answer.pipe(response);
};
