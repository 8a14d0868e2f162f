import { IsOptional } from 'class-validator';
import { IsKurrentDbUrl, IsPostgresUrl, MayNotStandWith, MustStandWith } from './rules';

/** Where everything is kept. */
export class StoresEnvironment {
  /** The folder of the embedded PostgreSQL and of generated keys. */
  readonly DATA_DIR: string = '.data';

  /** A PostgreSQL server to use in place of the embedded one: the application's role. */
  @IsOptional()
  @IsPostgresUrl()
  readonly DATABASE_URL?: string;

  /** The same database as the role that owns it: migrations are applied at the start. */
  @IsOptional()
  @IsPostgresUrl()
  @MustStandWith('DATABASE_URL')
  readonly DATABASE_MIGRATION_URL?: string;

  /** The same database as the role that moves closed cases into the archive: for `ttg store archive`. */
  @IsOptional()
  @IsPostgresUrl()
  @MustStandWith('DATABASE_URL')
  @MayNotStandWith('KURRENTDB_URL')
  readonly DATABASE_MAINTENANCE_URL?: string;

  /** A KurrentDB or EventStoreDB that the events are kept in; all else stays in PostgreSQL. */
  @IsOptional()
  @IsKurrentDbUrl()
  readonly KURRENTDB_URL?: string;
}

/** A PostgreSQL that is there already, by the roles that it is used as. */
export interface NamedDatabase {
  readonly url: string;
  readonly migrationUrl?: string;
  readonly maintenanceUrl?: string;
}

/** @returns nothing where ours is to be started. */
export const databaseFrom = (read: StoresEnvironment): NamedDatabase | undefined =>
  read.DATABASE_URL === undefined
    ? undefined
    : {
        url: read.DATABASE_URL,
        migrationUrl: read.DATABASE_MIGRATION_URL,
        maintenanceUrl: read.DATABASE_MAINTENANCE_URL,
      };
