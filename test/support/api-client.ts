import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** An answer, whatever its status. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Sent {
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that the caller did not expect: it says what was asked, and the problem as it came. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly request: string,
    readonly answer: Answer,
  ) {
    super(`${request} was answered with ${answer.status}:\n${JSON.stringify(answer.body, undefined, 2)}`);
  }
}

/** How often a read that is "being saved" is asked for again, a second apart, before the test gives up. */
const attempts = 20;

/** Speaks to a deployment over HTTP and nothing else. Whoever reads sees what anybody wrote here before. */
export class ApiClient {
  /** The Event-Position of the last write. */
  private position: string | undefined;

  /** @param url without a slash at its end */
  constructor(readonly url: string) {}

  as(account: string): Caller {
    return new Caller(
      this.url,
      account,
      () => this.position,
      (position) => (this.position = position),
    );
  }
}

/** Calls the API as a demo account. */
export class Caller {
  constructor(
    private readonly url: string,
    private readonly account: string,
    private readonly readAfter: () => string | undefined,
    private readonly wrote: (position: string) => void,
  ) {}

  /** Writes, with a key of its own unless one is given. @throws UnexpectedAnswer unless it was written. */
  async post<Body = Readonly<Record<string, string>>>(
    path: string,
    body: object = {},
    headers: Sent['headers'] = {},
  ): Promise<Body> {
    const answer = await this.send<Body>('POST', path, {
      body,
      headers: { 'Idempotency-Key': randomUUID(), ...headers },
    });
    return this.expectOk(`POST ${path}`, answer).body;
  }

  /** Reads, after all that was written. @throws UnexpectedAnswer unless it is there. */
  async get<Body>(path: string): Promise<Body> {
    return this.expectOk(`GET ${path}`, await this.read<Body>(path)).body;
  }

  /** Reads, after all that was written, whatever the answer. */
  async read<Body = unknown>(path: string): Promise<Answer<Body>> {
    for (let attempt = 1; ; attempt += 1) {
      const position = this.readAfter();
      const answer = await this.send<Body>('GET', path, { headers: position ? { 'Read-After': position } : {} });
      if (answer.status !== 503 || attempt === attempts) return answer;
      await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000);
    }
  }

  /** Sends a request as it is. */
  async send<Body = unknown>(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'X-Demo-Identity': this.account,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    });
    const position = response.headers.get('event-position');
    // A form that was taken leads on to a page: that is a write too.
    if (response.status < 400 && position) this.wrote(position);
    return { status: response.status, headers: response.headers, body: (await bodyOf(response)) as Body };
  }

  private expectOk<Body>(request: string, answer: Answer<Body>): Answer<Body> {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new UnexpectedAnswer(`${request} as ${this.account}`, answer);
  }
}

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  return /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
};
