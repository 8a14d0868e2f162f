-- What councils are told, and how they show who they are. Of hers there is the id of a referral and nothing else.

-- The tables of the gate, which is a projection.
create schema councils;
grant usage, create on schema councils to {{app_role}};

create schema access;
grant usage on schema access to {{app_role}};

-- The systems of councils that may ask for a token. A secret is kept as a hash alone; a revoked client stays, and says so.
create table access.council_clients (
  client_id uuid primary key,
  council text not null,
  salt bytea not null,
  secret_hash bytea not null,
  made_at timestamptz not null default now(),
  made_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  constraint revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);

-- Tokens that were given out, as hashes: what is read here opens nothing.
create table access.tokens (
  token_hash bytea primary key,
  client_id uuid not null references access.council_clients,
  expires_at timestamptz not null
);

create index tokens_by_age on access.tokens (expires_at);

create schema exchange;
grant usage on schema exchange to {{app_role}};

-- What the gate let out, in the order in which it did. It stays when the gate is rebuilt: what was told cannot be untold.
create table exchange.notices (
  sequence bigint generated always as identity primary key,
  notice_id uuid not null unique,
  referral_id uuid not null,
  council text not null,
  type text not null,
  -- When the system learned what it is about.
  told_at timestamptz not null,
  -- Where it stands in the event store.
  position text not null,
  -- Her agreement ended before it went: whoever has not sent it yet does not.
  silenced boolean not null default false
);

create index notices_by_referral on exchange.notices (referral_id);

-- How far each consumer of the notices has come.
create table exchange.cursors (
  consumer text primary key,
  sequence bigint not null check (sequence >= 0),
  moved_at timestamptz not null default now()
);

-- Addresses of councils that notices are posted to. Nothing goes to one that has not proved that it is listening.
create table exchange.receivers (
  receiver_id uuid primary key,
  council text not null,
  url text not null,
  status text not null default 'unproved' check (status in ('unproved', 'active', 'disabled', 'removed')),
  -- The last notice that was put on its way to it.
  sequence bigint not null default 0,
  made_at timestamptz not null default now(),
  made_by text not null,
  proved_at timestamptz,
  ended_at timestamptz,
  ended_why text
);

-- What its messages are signed with, sealed. While two overlap, messages carry both signatures.
create table exchange.receiver_secrets (
  secret_id uuid primary key,
  receiver_id uuid not null references exchange.receivers,
  sealed jsonb not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz
);

create index secrets_of_receiver on exchange.receiver_secrets (receiver_id);

-- A notice on its way to a receiver.
create table exchange.deliveries (
  delivery_id uuid primary key default gen_random_uuid(),
  receiver_id uuid not null references exchange.receivers,
  sequence bigint not null references exchange.notices,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'dead', 'dropped')),
  attempts integer not null default 0,
  -- The three days begin with it.
  first_tried_at timestamptz,
  next_at timestamptz not null default now(),
  -- Somebody is sending it.
  leased_until timestamptz,
  -- An HTTP status or the kind of fault; never what the receiver wrote.
  last_outcome text,
  ended_at timestamptz,
  unique (receiver_id, sequence)
);

create index deliveries_due on exchange.deliveries (next_at) where status = 'waiting';
create index deliveries_dead on exchange.deliveries (ended_at) where status = 'dead';

-- What was told and who was registered is not rewritten.
grant select, insert on access.council_clients, exchange.notices, exchange.receivers to {{app_role}};
grant update (revoked_at, revoked_by) on access.council_clients to {{app_role}};
grant update (silenced) on exchange.notices to {{app_role}};
grant update (status, sequence, proved_at, ended_at, ended_why) on exchange.receivers to {{app_role}};
grant select, insert, delete on access.tokens, exchange.receiver_secrets to {{app_role}};
grant update (expires_at) on exchange.receiver_secrets to {{app_role}};
grant select, insert, update on exchange.cursors to {{app_role}};
grant select, insert, update, delete on exchange.deliveries to {{app_role}};
