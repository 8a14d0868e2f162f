-- Her data keys, each wrapped by a master key that never comes here. Destroying a key is forgetting its wrapped bytes:
-- the row stays and says that there was one. Backups of this schema are kept shorter than those of the events.

create schema keyring;
grant usage on schema keyring to {{app_role}};

-- The masters that were ever used. A retired one wraps nothing new, so its last key can be found and wrapped again.
create table keyring.master_keys (
  master_key_id text primary key,
  first_used_at timestamptz not null default now(),
  retired_at timestamptz
);

create table keyring.data_keys (
  key_id uuid primary key,
  person_id text not null,
  compartment text not null
    check (compartment in ('identity', 'contact', 'health', 'protected-address', 'her-words')),
  -- A protected address has a key of its own, named by the event that holds it; the other compartments have one key.
  reference text not null default '',
  wrapped bytea,
  master_key_id text references keyring.master_keys,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  unique (person_id, compartment, reference),
  check ((wrapped is null) = (destroyed_at is not null)),
  check ((wrapped is null) = (master_key_id is null)),
  check ((compartment = 'protected-address') = (reference <> ''))
);

create index data_keys_by_master on keyring.data_keys (master_key_id, key_id) where wrapped is not null;

-- Compartments of people whose keys were destroyed: no key is made for them again.
create table keyring.erased (
  person_id text not null,
  compartment text not null,
  erased_at timestamptz not null default now(),
  primary key (person_id, compartment)
);

-- What the index key makes of a fixed word. Another key would find nobody and let the same woman be registered twice.
create table keyring.index_key (
  only_row boolean primary key default true check (only_row),
  check_value text not null
);

-- Nothing here is ever deleted.
grant select, insert on all tables in schema keyring to {{app_role}};
grant update (wrapped, master_key_id, destroyed_at) on keyring.data_keys to {{app_role}};
grant update (retired_at) on keyring.master_keys to {{app_role}};
