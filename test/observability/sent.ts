/** Days, small numbers and codes are not hers alone: `2027-01-11`, `18`, `face-to-face`, `E09000028`, `BZI`. Her date of birth is. */
const isCommon = (name: string, value: string): boolean =>
  /^([a-z]+([-_][a-z]+)*|[A-Z]{1,4}|E0\d{7}|\d{1,4})$/.test(value) ||
  (/^\d{4}-\d\d-\d\d/.test(value) && name !== 'dateOfBirth') ||
  ofNobody.includes(name);

/** Where a council listens, and as whom it comes: no secret, and of no woman. */
const ofNobody = ['url', 'client_id'];

const isId = (value: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);

/** @returns every name, number, address and word of hers in a request's body, JSON or a form. */
export const personalIn = (body: string): string[] => {
  const found: string[] = [];
  const look = (name: string, value: unknown): unknown => {
    if (typeof value === 'string' && value !== '' && !isId(value) && !isCommon(name, value)) found.push(value);
    return value;
  };
  if (/^[[{"]/.test(body)) JSON.parse(body, look);
  else for (const [name, value] of new URLSearchParams(body)) look(name, value);
  return found;
};

/** What a council is given once, and shows whenever it comes. */
const secrets = ['secret', 'clientSecret', 'access_token'];

const secretsIn = async (response: Response): Promise<string[]> => {
  const { pathname } = new URL(response.url);
  if (!/^\/oauth\/token|\/councils\/|\/secrets$/.test(pathname) || !response.ok) return [];
  const body = (await response.clone().json()) as Readonly<Record<string, unknown>>;
  return secrets.flatMap((name) => (typeof body[name] === 'string' ? [body[name]] : []));
};

/** A request of this process that was answered. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Where in the store is what it wrote. */
  readonly position?: string;
  /** What was in it, or in its answer, that may be read nowhere else. */
  readonly personal: readonly string[];
}

/** Hears every request of this process. What HMPPS tells is left out: its codes are no words of hers. @returns what ends it */
export const listen = (take: (request: Request) => void): (() => void) => {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { pathname: path } = new URL(response.url);
    const body = init?.body instanceof URLSearchParams ? init.body.toString() : init?.body;
    const said = typeof body === 'string' && !path.includes('/inbox/') ? personalIn(body) : [];
    const position = response.headers.get('event-position') ?? undefined;
    const personal = [...said, ...(await secretsIn(response))];
    take({ method: init?.method ?? 'GET', path, status: response.status, position, personal });
    return response;
  };
  return () => (globalThis.fetch = fetch);
};

/** All that was sent while it listens to this process's own requests. */
export class Sent {
  readonly values = new Set<string>();
  private end = (): void => undefined;

  listen(): void {
    const end = listen(({ personal }) => personal.forEach((value) => this.values.add(value)));
    this.end = () => void end();
  }

  stop(): void {
    this.end();
  }
}
