-- Answers of requests that carried an Idempotency-Key, kept 30 days. They hold ids and revisions, never values:
-- the scope and the body stand here as keyed hashes only.

create schema if not exists platform;
grant usage on schema platform to {{app_role}};

create table platform.idempotency (
  -- Actor, method, path and key.
  scope text primary key,
  body text not null,
  -- Which attempt is in hand, and until when it is believed to be alive.
  attempt uuid not null,
  leased_until timestamptz not null,
  answer json,
  first_seen_at timestamptz not null default now()
);

create index idempotency_by_age on platform.idempotency (first_seen_at);

grant select, insert, update, delete on platform.idempotency to {{app_role}};
