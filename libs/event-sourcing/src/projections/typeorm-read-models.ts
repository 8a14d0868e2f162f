import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { watchSilence } from '../postgres/silence';
import { columnTypes } from './column-types';
import { ReadModels } from './read-models';

/** A page that has not come by then will not be waited for. Milliseconds. */
const statementTimeout = 15_000;
/** How long to wait for a connection before it counts as an outage. Milliseconds. */
const connectionTimeout = 10_000;

export interface ReadModelsOptions {
  readonly databaseUrl: string;
  readonly poolSize: number;
}

/** Read models by way of TypeORM, on connections that cannot write: rows change with their projection or not at all. */
export class TypeOrmReadModels extends ReadModels {
  private constructor(private readonly dataSource: DataSource) {
    super();
  }

  static async connect({ databaseUrl, poolSize }: ReadModelsOptions): Promise<TypeOrmReadModels> {
    // Only here: whoever uses the kernel without a database need not load it.
    const { DataSource } = await import('typeorm');
    const dataSource = new DataSource({
      type: 'postgres',
      url: databaseUrl,
      poolSize,
      applicationName: 'ttg read models',
      // Its log would hold the parameters.
      logging: false,
      synchronize: false,
      extra: {
        types: columnTypes,
        connectionTimeoutMillis: connectionTimeout,
        keepAlive: true,
        onConnect: (client: ClientBase) => watchSilence(client, { connectionString: databaseUrl }),
        options: `-c default_transaction_read_only=on -c statement_timeout=${statementTimeout}`,
      },
    });
    return new TypeOrmReadModels(await dataSource.initialize());
  }

  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, [...parameters]);
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }
}
