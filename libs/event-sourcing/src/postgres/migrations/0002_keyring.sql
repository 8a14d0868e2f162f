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

-- Making and destroying keys of one person wait for each other, or a key could be made just after all were destroyed.
create function keyring.lock_person(person_id text) returns void
language sql
set search_path = pg_catalog, pg_temp
return pg_advisory_xact_lock(hashtextextended('keyring ' || person_id, 0));

-- Adds the keys whose slots are free: one that another writer took first, or that was erased, is left as it is.
-- False, and nothing added, where the master they are wrapped with was retired by a rotation.
create function keyring.add_keys(
  key_ids uuid[], person_ids text[], compartments text[], refs text[], wrapped_keys bytea[], master text
) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  person text;
begin
  insert into keyring.master_keys (master_key_id) values (master) on conflict do nothing;
  -- Shared with other makers of keys; a rotation waits for it, and who comes after the rotation finds the master retired.
  perform from keyring.master_keys where master_key_id = master and retired_at is null for share;
  if not found then
    return false;
  end if;
  -- In one order for all writers, so that two of them never wait for each other.
  for person in select distinct unnest(person_ids) order by 1 loop
    perform keyring.lock_person(person);
  end loop;
  insert into keyring.data_keys (key_id, person_id, compartment, reference, wrapped, master_key_id)
  select n.key_id, n.person_id, n.compartment, n.reference, n.wrapped, master
  from unnest(key_ids, person_ids, compartments, refs, wrapped_keys)
    as n (key_id, person_id, compartment, reference, wrapped)
  where not exists (
    select from keyring.erased as e where e.person_id = n.person_id and e.compartment = n.compartment
  )
  on conflict do nothing;
  return true;
end
$$;

-- Forgets her wrapped keys of these compartments, for good, and lets no new ones be made. Gives those that are gone.
create function keyring.erase(person text, of_compartments text[]) returns setof keyring.data_keys
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform keyring.lock_person(person);
  insert into keyring.erased (person_id, compartment)
  select person, unnest(of_compartments)
  on conflict do nothing;
  return query
    update keyring.data_keys set wrapped = null, master_key_id = null, destroyed_at = now()
    where person_id = person and compartment = any (of_compartments) and wrapped is not null
    returning *;
end
$$;

-- Nothing here is ever deleted.
grant select, insert on all tables in schema keyring to {{app_role}};
grant update (wrapped, master_key_id, destroyed_at) on keyring.data_keys to {{app_role}};
grant update (retired_at) on keyring.master_keys to {{app_role}};
