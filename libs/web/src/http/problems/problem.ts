/** What is wrong with one field, and what to write instead. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

export interface ProblemOptions {
  readonly status: number;
  /** Kebab-case and stable: callers may depend on it. */
  readonly code: string;
  /** The same for every problem of this code. */
  readonly title: string;
  /** A sentence about this one, with what to do. Never a value of hers. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body of an answer that says no: RFC 9457, with the fields to mend. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly correlationId: string;
  readonly errors?: readonly FieldError[];
}

/** A request that is answered with a problem. Throw it anywhere at the edge. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, code, title, detail, errors = [], headers = {} }: ProblemOptions) {
    super(detail);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
  }

  toDetails(instance: string, correlationId: string): ProblemDetails {
    const { title, status, detail, errors } = this;
    const type = `urn:through-the-gate:problem:${this.code}`;
    return { type, title, status, detail, instance, correlationId, ...(errors.length > 0 && { errors }) };
  }
}
