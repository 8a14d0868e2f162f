-- The event store: one table that is only ever appended to, and the one function that appends.
-- docs/adr/0003-order-of-events-one-lock-per-append.md and docs/adr/0004-hash-chain.md say why it is so.

grant usage on schema eventstore to {{app_role}};

create table eventstore.events (
  -- Where the event stands among all events. Given out under the append lock, so that positions become visible in order.
  position bigint primary key,
  -- Where it stands in its stream: dense, from 0.
  revision bigint not null,
  -- The metadata's recordedAt: a column, so that "what was known on that day" can be asked in SQL.
  recorded_at timestamptz not null,
  version integer not null,
  id uuid not null,
  stream text collate "C" not null,
  type text collate "C" not null,
  -- The hash of the predecessor in the stream; 32 zero bytes in front of the first.
  prev_hash bytea not null,
  hash bytea not null,
  -- RFC 8785, kept byte for byte: json, not jsonb.
  metadata json not null,
  data json not null,
  constraint one_event_per_revision unique (stream, revision),
  constraint event_id_used_once unique (id)
);

grant select on eventstore.events to {{app_role}};

create sequence eventstore.positions owned by eventstore.events.position;

-- SHA-256 over these bytes, integers big endian. The lengths make sure that no two events give the same bytes.
--
--   id                                        16 bytes
--   version                                    4 bytes
--   revision                                   8 bytes
--   lengths of type, stream, metadata, data    4 bytes each
--   prev_hash                                 32 bytes
--   type, stream, metadata, data              UTF-8, the JSON as it stands in the row
--
-- chain-hash.ts computes the same outside the database.
create function eventstore.chain_hash(
  id uuid, version integer, revision bigint, type text, stream text, metadata text, data text, prev_hash bytea
) returns bytea
language sql stable
return pg_catalog.sha256(
  pg_catalog.uuid_send(id)
  || pg_catalog.int4send(version)
  || pg_catalog.int8send(revision)
  || pg_catalog.int4send(pg_catalog.octet_length(type))
  || pg_catalog.int4send(pg_catalog.octet_length(stream))
  || pg_catalog.int4send(pg_catalog.octet_length(metadata))
  || pg_catalog.int4send(pg_catalog.octet_length(data))
  || prev_hash
  || pg_catalog.convert_to(type || stream || metadata || data, 'UTF8')
);

-- What became of one item of an append.
create type eventstore.append_outcome as (
  -- 'appended'; 'repeated': the same ids stand in this stream, nothing was written; 'wrong-revision'; 'id-taken'.
  outcome text,
  -- Of the item's last event; after 'wrong-revision' the actual one of the stream, null where there is no such stream.
  revision bigint,
  position bigint,
  taken_id uuid
);

-- How ids that stand in the store already are to be answered: as the same append come again, or as taken.
create function eventstore.answer_known(wanted_stream text, wanted_ids uuid[]) returns eventstore.append_outcome
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  answer eventstore.append_outcome;
  is_repeat boolean;
begin
  select
    count(*) = cardinality(wanted_ids)
      and bool_and(e.stream = wanted_stream)
      and count(distinct e.revision - wanted.place) = 1,
    max(e.revision),
    max(e.position),
    (array_agg(e.id order by wanted.place))[1]
  into is_repeat, answer.revision, answer.position, answer.taken_id
  from unnest(wanted_ids) with ordinality as wanted (id, place)
  join eventstore.events e on e.id = wanted.id;

  if is_repeat then
    answer.outcome := 'repeated';
    answer.taken_id := null;
    return answer;
  end if;
  return row('id-taken', null, null, answer.taken_id)::eventstore.append_outcome;
end
$$;

-- Whether the writer's belief holds. wanted: a revision from 0, or -1 no such stream yet, -2 the stream exists, -3 any.
create function eventstore.expectation_holds(wanted bigint, last_revision bigint) returns boolean
language sql immutable
return case
  when wanted >= 0 then coalesce(last_revision = wanted, false)
  when wanted = -1 then last_revision is null
  when wanted = -2 then last_revision is not null
  else wanted = -3
end;

-- Appends to many streams at once what one process has gathered. Every item has an outcome of its own, in the order
-- given: a conflict of one leaves its neighbours alone.
--
--   streams, expected, sizes   one element per item; streams all different; sizes: how many of the events are its own
--   ids to data                one element per event, the events of an item side by side
create function eventstore.append(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[]
) returns setof eventstore.append_outcome
language plpgsql security definer
set search_path = pg_catalog, pg_temp
-- A connection that planned while the table was empty must not scan it for ever.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
-- Whoever holds the append lock too long makes others fail with a clear error, not hang.
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  any_known boolean;
  outcome eventstore.append_outcome;
  first_event integer := 1;
  last_event integer;
  last_revision bigint;
  last_hash bytea;
  newest bigint;
  -- One element per event; without a position where its item was refused.
  event_streams text[];
  positions bigint[];
  revisions bigint[];
  prev_hashes bytea[];
  hashes bytea[];
begin
  -- An older snapshot would not see who came first while this transaction waited for the lock.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- Held until this transaction has ended and is seen by all: no position becomes visible before a lower one.
  perform pg_advisory_xact_lock(7632999, 1);

  event_streams := array_fill(null::text, array[cardinality(ids)]);
  positions := array_fill(null::bigint, array[cardinality(ids)]);
  revisions := array_fill(null::bigint, array[cardinality(ids)]);
  prev_hashes := array_fill(null::bytea, array[cardinality(ids)]);
  hashes := array_fill(null::bytea, array[cardinality(ids)]);

  any_known := exists (select from eventstore.events e where e.id = any (ids));

  for item in 1 .. cardinality(streams) loop
    last_event := first_event + sizes[item] - 1;
    select e.revision, e.hash into last_revision, last_hash
    from eventstore.events e where e.stream = streams[item] order by e.revision desc limit 1;

    if any_known and exists (select from eventstore.events e where e.id = any (ids[first_event:last_event])) then
      outcome := eventstore.answer_known(streams[item], ids[first_event:last_event]);
    elsif not eventstore.expectation_holds(expected[item], last_revision) then
      outcome := row('wrong-revision', last_revision, null, null);
    else
      for k in first_event .. last_event loop
        newest := nextval('eventstore.positions');
        event_streams[k] := streams[item];
        positions[k] := newest;
        last_revision := coalesce(last_revision + 1, 0);
        revisions[k] := last_revision;
        prev_hashes[k] := coalesce(last_hash, no_hash);
        last_hash := eventstore.chain_hash(
          ids[k], versions[k], last_revision, types[k], streams[item], metadata[k], data[k], coalesce(last_hash, no_hash)
        );
        hashes[k] := last_hash;
      end loop;
      outcome := row('appended', last_revision, newest, null);
    end if;
    return next outcome;
    first_event := last_event + 1;
  end loop;

  if first_event <> cardinality(ids) + 1 then
    raise exception 'The sizes of the items do not add up to the % events given.', cardinality(ids)
      using errcode = 'array_subscript_error';
  end if;
  if newest is null then
    return;
  end if;

  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select e.position, e.revision, e.recorded_at, e.version, e.id, e.stream, e.type, e.prev_hash, e.hash,
    e.metadata::json, e.data::json
  from unnest(positions, revisions, recorded, versions, ids, event_streams, types, prev_hashes, hashes, metadata, data)
    as e (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  where e.position is not null
  order by e.position;

  perform pg_notify('eventstore', newest::text);
end
$$;

-- Appends one event to one stream: most of what happens, and cheaper without arrays. What may not be written as asked (a
-- conflict, an id that is known) goes the way of all others, for its answer.
create function eventstore.append_one(
  into_stream text, expected bigint,
  event_id uuid, event_type text, event_version integer, recorded timestamptz, event_metadata text, event_data text
) returns eventstore.append_outcome
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set lock_timeout = '10s'
as $$
declare
  outcome eventstore.append_outcome;
  last_revision bigint;
  last_hash bytea;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- The same lock as that of `append`: there is one order.
  perform pg_advisory_xact_lock(7632999, 1);

  select e.revision, e.hash into last_revision, last_hash
  from eventstore.events e where e.stream = into_stream order by e.revision desc limit 1;

  if not eventstore.expectation_holds(expected, last_revision)
    or exists (select from eventstore.events e where e.id = event_id)
  then
    select * into outcome
    from eventstore.append(
      array[into_stream], array[expected], array[1],
      array[event_id], array[event_type], array[event_version], array[recorded], array[event_metadata], array[event_data]
    );
    return outcome;
  end if;

  outcome := row('appended', coalesce(last_revision + 1, 0), nextval('eventstore.positions'), null);
  last_hash := coalesce(last_hash, '\x0000000000000000000000000000000000000000000000000000000000000000');
  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  values
    (outcome.position, outcome.revision, recorded, event_version, event_id, into_stream, event_type, last_hash,
     eventstore.chain_hash(
       event_id, event_version, outcome.revision, event_type, into_stream, event_metadata, event_data, last_hash
     ),
     event_metadata::json, event_data::json);

  perform pg_notify('eventstore', outcome.position::text);
  return outcome;
end
$$;

-- Functions are everyone's until that is taken back.
revoke all on all functions in schema eventstore from public;
grant execute on function
  eventstore.append(text[], bigint[], integer[], uuid[], text[], integer[], timestamptz[], text[], text[]),
  eventstore.append_one(text, bigint, uuid, text, integer, timestamptz, text, text)
to {{app_role}};

-- What the application sees of its own migrations: it says at start when some are waiting.
grant select on eventstore.migrations to {{app_role}};
