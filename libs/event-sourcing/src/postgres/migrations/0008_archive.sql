-- The archive: streams of cases closed long ago, out of the way of appends and still read like all others.
-- docs/adr/0015-archive-and-plans.md says why it is a table of its own.

create table eventstore.archived_events (like eventstore.events);

alter table eventstore.archived_events
  add constraint archived_events_pkey primary key (position),
  add constraint one_archived_event_per_revision unique (stream, revision),
  add constraint archived_event_id_used_once unique (id);

-- Every event, wherever it stands. Whoever reads, reads this: an event is in one of the two tables in every snapshot.
create view eventstore.all_events as
  select position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data from eventstore.events
  union all
  select position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data from eventstore.archived_events;

grant select on eventstore.all_events to {{app_role}};

-- Moves whole streams into the archive, as they are: position, revision and hashes are not touched.
--
-- A stream in which something was recorded since `quiet_since` stays: its case was opened again while the list was made. It
-- needs no append lock: every look at a stream or an id is one statement over both tables, and an event that is appended
-- meanwhile stays behind in the hot table, with the next revision.
create function eventstore.archive_streams(streams text[], quiet_since timestamptz) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set lock_timeout = '10s'
as $$
declare
  moved_events bigint;
begin
  -- One at a time: the second would wait for each row of the first.
  perform pg_advisory_xact_lock(7632999, 9);

  with moved as (
    delete from eventstore.events e
    where e.stream = any (streams)
      and not exists (
        select from eventstore.events later where later.stream = e.stream and later.recorded_at >= quiet_since
      )
    returning e.*
  )
  insert into eventstore.archived_events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select m.position, m.revision, m.recorded_at, m.version, m.id, m.stream, m.type, m.prev_hash, m.hash, m.metadata, m.data
  from moved m;
  get diagnostics moved_events = row_count;
  return moved_events;
end
$$;

-- As in 0001, over both tables: an id that was archived is known, and a stream that was archived goes on.
create or replace function eventstore.answer_known(wanted_stream text, wanted_ids uuid[]) returns eventstore.append_outcome
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
  join eventstore.all_events e on e.id = wanted.id;

  if is_repeat then
    answer.outcome := 'repeated';
    answer.taken_id := null;
    return answer;
  end if;
  return row('id-taken', null, null, answer.taken_id)::eventstore.append_outcome;
end
$$;

create or replace function eventstore.append(
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

  any_known := exists (select from eventstore.all_events e where e.id = any (ids));

  for item in 1 .. cardinality(streams) loop
    last_event := first_event + sizes[item] - 1;
    select e.revision, e.hash into last_revision, last_hash
    from eventstore.all_events e where e.stream = streams[item] order by e.revision desc limit 1;

    if any_known and exists (select from eventstore.all_events e where e.id = any (ids[first_event:last_event])) then
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

create or replace function eventstore.append_one(
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
  from eventstore.all_events e where e.stream = into_stream order by e.revision desc limit 1;

  if not eventstore.expectation_holds(expected, last_revision)
    or exists (select from eventstore.all_events e where e.id = event_id)
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

revoke all on function eventstore.archive_streams(text[], timestamptz) from public;
