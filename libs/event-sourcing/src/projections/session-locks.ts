/** To be put before a statement that uses `isLocked`: the advisory locks that sessions of this database hold, looked at once. */
export const withLocks = `
  with locks as materialized (
    select classid::bigint as lock_class, objid::bigint as key
    from pg_locks
    where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  )`;

/** SQL that says whether some session holds an advisory lock. @param name SQL for the text it was taken for */
export const isLocked = (lockClass: number, name: string): string =>
  `exists (select from locks where lock_class = ${lockClass} and key = (hashtext(${name})::bigint & 4294967295))`;
