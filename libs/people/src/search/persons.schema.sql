-- The names by which women are found: sealed here, opened into memory where the search runs.
create table person (
  person_id uuid primary key,
  -- Nothing where the record was merged or erased: it is not to be found by name.
  names     jsonb,
  -- Counts the changes of all rows: what is newer than a reader's last look.
  changed   bigint not null
);
create unique index person_changed on person (changed);
