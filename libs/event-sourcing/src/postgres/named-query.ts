import { type Connection, Query } from 'pg';
import type { Statement } from './statements';

/** As the connection sends it: a text, or bytes in PostgreSQL's binary form. */
export type Parameter = string | Buffer;

/** The columns of a row in PostgreSQL's text form. */
export type TextRow = readonly (string | null)[];

/**
 * A prepared statement whose answer is one row, which is not asked what its columns are: whoever sends it knows. A description in each
 * answer, and what pg makes of it, would cost both sides together a fourteenth of a call of eight appends.
 */
export class NamedQuery extends Query<never, Parameter[]> {
  /** The connection keeps by these what is prepared on it. */
  readonly name: string;
  readonly text: string;
  /** Settles when the server has answered and is ready for the next; with an empty row where there was none. */
  readonly answer: Promise<TextRow>;
  private row: TextRow = [];
  private answered: (row: TextRow) => void = () => undefined;
  private failed: (error: Error) => void = () => undefined;

  constructor(
    { name, text }: Statement,
    private readonly parameters: readonly Parameter[],
  ) {
    super(text);
    this.name = name;
    this.text = text;
    this.answer = new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
    });
  }

  /** All that it says goes out in one piece. */
  override readonly submit = (connection: Connection): void => {
    const { name, text } = this;
    const { stream, parsedStatements, submittedNamedStatements } = connection as PreparedOn;
    stream.cork();
    if ((parsedStatements[name] ?? submittedNamedStatements[name]) === undefined) {
      connection.parse({ name, text, types: [] }, true);
      submittedNamedStatements[name] = text;
    }
    connection.bind({ portal: '', statement: name, values: [...this.parameters] }, true);
    connection.execute({ portal: '' }, true);
    connection.sync();
    stream.uncork();
  };

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.row = fields;
  }

  /** What it says is known by what the row says. */
  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.failed(error);
  }

  handleReadyForQuery(): void {
    this.answered(this.row);
  }
}

/** What pg's own queries know of a connection: what is prepared on it, and what was sent to be. */
type PreparedOn = Connection & {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
};
