-- Lanes of projections, cases an operator parked, and long work that was asked for.

-- How many lanes the live rows are written in. With one, the position of projections.positions is all there is.
alter table projections.positions add column lanes integer not null default 1 check (lanes >= 1);

-- A row per lane where there are several. A lane's rows hold everything of its cases up to the later of its position and that of
-- the projection, which is the lowest of its lanes.
create table projections.lanes (
  projection text not null references projections.positions,
  lane integer not null check (lane >= 0),
  position text,
  primary key (projection, lane)
);

-- Cases that an operator parked: what comes to them waits in projections.parked.
create table projections.held_cases (
  projection text not null references projections.positions,
  case_key text not null,
  held_at timestamptz not null default now(),
  primary key (projection, case_key)
);

-- Long work. Who does it holds a session lock on its id: a row without an end that nobody holds was cut short.
create table projections.works (
  id uuid primary key,
  projection text not null references projections.positions,
  kind text not null check (kind in ('rebuild', 'retry')),
  begun_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'stopped')),
  -- Counts, and the class of what was thrown; never a value.
  result jsonb,
  constraint ended_somehow check ((ended_at is null) = (outcome is null))
);

create index works_by_projection on projections.works (projection, begun_at);

grant select, insert, update, delete on projections.lanes, projections.held_cases, projections.works to {{app_role}};
