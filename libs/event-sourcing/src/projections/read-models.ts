/** Read access to the read models of a context. Tables are written with their schema: `housing.referral_inbox`. */
export abstract class ReadModels {
  /** Columns come as in `Tables.query`: dates as `YYYY-MM-DD`, instants as ISO 8601 in UTC, bigint and numeric as strings. */
  abstract query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;

  /** Ends its connections. */
  abstract close(): Promise<void>;
}
