import { Query, type QueryResultRow } from 'pg';
import type { Statement } from './statements';

/**
 * A prepared statement in the form that pg sends. Given a description, pg makes a copy of it first, property by property, which is a
 * twentieth of what a lone append costs this process.
 */
export class NamedQuery<Row extends QueryResultRow> extends Query<Row, unknown[]> {
  readonly name: string;
  /** Settles when the answer is there. */
  readonly answer: Promise<Row[]>;

  constructor({ name, text }: Statement, values: unknown[]) {
    let answered: (error: Error | undefined, rows: Row[]) => void = () => undefined;
    super(text, values, (error, result) => answered(error, result?.rows));
    this.name = name;
    this.answer = new Promise((resolve, reject) => {
      answered = (error, rows) => (error ? reject(error) : resolve(rows));
    });
  }
}
