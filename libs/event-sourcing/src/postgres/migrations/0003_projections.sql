-- Where every projection has got to, and which events it could not take.

create schema projections;

-- One row per projection: the position its rows hold everything up to. It is locked by whoever writes those rows.
create table projections.positions (
  name text primary key,
  -- The version of the projection that made the tables.
  version integer not null check (version >= 1),
  -- As the event store gave it out; null before the first event.
  position text,
  status text not null default 'live' check (status in ('live', 'paused')),
  -- The tables this projection made: what the next version takes away.
  tables text[] not null,
  updated_at timestamptz not null default now()
);

-- A rebuild beside the live tables. A row that no session holds the lock for is the trace of one that crashed.
create table projections.rebuilds (
  name text primary key references projections.positions,
  version integer not null check (version >= 1),
  position text,
  started_at timestamptz not null default now()
);

-- Events a projection could not take, and those of the same case that wait behind them. No values: those are in the store.
create table projections.parked (
  -- The order in which they have to be replayed.
  number bigint generated always as identity primary key,
  projection text not null references projections.positions,
  -- Parked by a rebuild: becomes the projection's own when the rebuilt tables take over.
  rebuilding boolean not null,
  event_id uuid not null,
  position text not null,
  case_key text not null,
  -- What was thrown; never its message, which may hold values. Nothing where the event only waits behind another.
  error_class text,
  behind boolean not null check (behind = (error_class is null)),
  parked_at timestamptz not null default now(),
  constraint parked_once unique (projection, rebuilding, event_id)
);

create index parked_by_case on projections.parked (projection, rebuilding, case_key, number);

grant usage on schema projections to {{app_role}};
grant select, insert, update, delete on all tables in schema projections to {{app_role}};

-- The read models of each context. The application makes and owns their tables: they can be thrown away at any time.
create schema people;
create schema custody;
create schema housing;
create schema health;
create schema sharing;
create schema readiness;
grant usage, create on schema people, custody, housing, health, sharing, readiness to {{app_role}};

-- A rebuild makes a schema beside the live one for as long as it takes.
do $do$
begin
  execute format('grant create on database %I to %s', current_database(), $role${{app_role}}$role$);
end
$do$;
