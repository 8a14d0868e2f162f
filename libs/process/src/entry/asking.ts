import type { IncomingMessage } from 'node:http';
import type { ServiceName } from './routes';
import type { Targets } from './targets';

/** How long a service may take with what is asked of all at once. Milliseconds. */
const patience = 5_000;

/** What tells a service who asks, and in which language of ours. */
const passedOn = ['authorization', 'cookie', 'x-demo-identity', 'x-correlation-id', 'accept'];

/** A service's answer. */
export interface Answered {
  readonly service: ServiceName;
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Nothing where the service is away, or takes too long. */
export type Asked = readonly [service: ServiceName, answered: Answered | undefined];

/** Asks services on behalf of whoever sent a request. */
export class Asking {
  constructor(readonly targets: Targets) {}

  all(path: string, request?: IncomingMessage): Promise<readonly Asked[]> {
    const { services } = this.targets;
    return Promise.all(services.map(async (service) => [service, await this.one(service, path, request)] as const));
  }

  async one(service: ServiceName, path: string, request?: IncomingMessage): Promise<Answered | undefined> {
    const url = this.targets.urlOf(service);
    if (url === undefined) return undefined;
    try {
      const signal = AbortSignal.timeout(patience);
      const answer = await fetch(`${url}${path}`, { headers: headersOf(request), redirect: 'manual', signal });
      const type = answer.headers.get('content-type') ?? 'application/octet-stream';
      return { service, status: answer.status, type, text: await answer.text() };
    } catch {
      return undefined;
    }
  }
}

const headersOf = (request?: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = request?.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** @returns the object that a service answered with; an empty one where it answered with something else. */
export const objectIn = ({ text }: Answered): Readonly<Record<string, unknown>> => {
  const value = jsonIn(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
