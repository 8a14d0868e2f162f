import { type Connection, Query } from 'pg';
import type { Statement } from './statements';

/** As the connection sends it: a text, or bytes in PostgreSQL's binary form. */
export type Parameter = string | Buffer;

/** The columns of a row in PostgreSQL's text form. */
export type TextRow = readonly (string | null)[];

/**
 * A prepared statement whose answer is one row, which is not asked what its columns are: whoever sends it knows. Else it would be
 * described in each answer, and pg would make an object by it.
 */
export class NamedQuery extends Query<never, Parameter[]> {
  /** The connection keeps by these what is prepared on it. */
  readonly name: string;
  readonly text: string;
  /** Settles when the server has answered; with an empty row where there was none. */
  readonly answer: Promise<TextRow>;
  private row: TextRow = [];

  /** @param onAnswer called when it has, before anybody who waits for the answer goes on; must not throw. */
  constructor(
    { name, text }: Statement,
    private readonly parameters: readonly Parameter[],
    onAnswer: (query: NamedQuery, error: Error | undefined) => void,
  ) {
    let answered: (error: Error | undefined) => void = () => undefined;
    super(text, [], (error) => answered(error));
    this.name = name;
    this.text = text;
    this.answer = new Promise((resolve, reject) => {
      answered = (error) => {
        if (error) reject(error);
        else resolve(this.row);
        onAnswer(this, error);
      };
    });
  }

  /** All that it says goes out in one piece. */
  override readonly submit = (connection: Connection): void => {
    const { name, text } = this;
    const { stream, parsedStatements, submittedNamedStatements } = connection as PreparedOn;
    stream.cork();
    try {
      if ((parsedStatements[name] ?? submittedNamedStatements[name]) === undefined) {
        connection.parse({ name, text, types: [] }, true);
        submittedNamedStatements[name] = text;
      }
      connection.bind({ portal: '', statement: name, values: [...this.parameters] }, true);
      connection.execute({ portal: '' }, true);
      connection.sync();
    } finally {
      stream.uncork();
    }
  };

  /** What pg would make an object of, by the description that is not there. */
  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.row = fields;
  }

  /** What it says is known by what the row says. */
  handleCommandComplete(): void {}
}

/** What pg's own queries know of a connection: what is prepared on it, and what was sent to be. */
type PreparedOn = Connection & {
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
};
