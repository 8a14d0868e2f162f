-- How far the relay has published, and who may say so.

create schema relay;
grant usage on schema relay to {{app_role}};

create table relay.positions (
  name text primary key,
  -- Raised by whoever takes the relay over: who holds an older one stores no position any more.
  epoch bigint not null check (epoch >= 1),
  -- On Kafka is everything up to here; null before the first event. As the event store gave it out.
  position text,
  updated_at timestamptz not null default now()
);

grant select, insert, update on relay.positions to {{app_role}};
