-- The append lock is held for less: gathered appends look, and make everything ready, before they take it; and the first event of
-- a stream goes in unlooked. What is wrong then is refused by the constraints, and goes the careful way, which locks first.
-- docs/adr/0003-order-of-events-one-lock-per-append.md says why that is safe.

-- Has a value once anything was ever to be archived. A sequence, because that is seen by everybody at once and costs next to nothing to ask.
create sequence eventstore.archive_moves;
-- Whatever moves at this moment is waited for.
select pg_advisory_xact_lock(7632999, 9);
select nextval('eventstore.archive_moves') where exists (select from eventstore.archived_events);

-- As append_batch of 0012, but the lock is taken at last; and it has an answer where an id is known, or where somebody appended to
-- one of the streams, or the same ids, between the look and the lock.
create function eventstore.append_gathered(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out outcomes text[], out revisions text[], out positions text[], out taken_ids uuid[]
)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  has_archive boolean;
  any_known boolean;
  -- One element per item.
  last_revisions bigint[];
  last_hashes bytea[];
  last_events integer[];
  first_event integer := 1;
  last_event integer;
  last_revision bigint;
  last_hash bytea;
  is_any_appended boolean := false;
  newest bigint;
  -- One element per event; without a revision where its item was refused.
  event_revisions bigint[];
  event_streams text[];
  prev_hashes bytea[];
  hashes bytea[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- A constraint of a partition knows nothing of the others: once the table is partitioned, the look must be under the lock.
  if pg_relation_filenode('eventstore.events') is null then
    perform pg_advisory_xact_lock(7632999, 1);
  end if;

  select
    exists (select from eventstore.archived_events e where e.position > 0),
    exists (select from eventstore.events e where e.id = any (ids)),
    array_agg(newest_of.revision order by g.place),
    array_agg(newest_of.hash order by g.place)
  into has_archive, any_known, last_revisions, last_hashes
  from unnest(streams) with ordinality as g (stream, place)
  left join lateral (
    select e.revision, e.hash from eventstore.events e where e.stream = g.stream order by e.revision desc limit 1
  ) as newest_of on true;

  if has_archive then
    select
      exists (select from eventstore.all_events e where e.id = any (ids)),
      array_agg(newest_of.revision order by g.place),
      array_agg(newest_of.hash order by g.place)
    into any_known, last_revisions, last_hashes
    from unnest(streams) with ordinality as g (stream, place)
    left join lateral (
      select e.revision, e.hash from eventstore.all_events e where e.stream = g.stream order by e.revision desc limit 1
    ) as newest_of on true;
  end if;

  if any_known then
    raise unique_violation;
  end if;

  event_revisions := array_fill(null::bigint, array[cardinality(ids)]);
  event_streams := array_fill(null::text, array[cardinality(ids)]);
  prev_hashes := array_fill(null::bytea, array[cardinality(ids)]);
  hashes := array_fill(null::bytea, array[cardinality(ids)]);

  for item in 1 .. cardinality(streams) loop
    last_event := first_event + sizes[item] - 1;
    last_revision := last_revisions[item];
    if eventstore.expectation_holds(expected[item], last_revision) then
      last_revision := coalesce(last_revision, -1);
      last_hash := coalesce(last_hashes[item], no_hash);
      for k in first_event .. last_event loop
        last_revision := last_revision + 1;
        event_revisions[k] := last_revision;
        event_streams[k] := streams[item];
        prev_hashes[k] := last_hash;
        last_hash := eventstore.chain_hash(
          ids[k], versions[k], last_revision, types[k], streams[item], metadata[k], data[k], last_hash
        );
        hashes[k] := last_hash;
      end loop;
      outcomes[item] := 'appended';
      last_events[item] := last_event;
      is_any_appended := true;
    else
      outcomes[item] := 'wrong-revision';
      last_events[item] := null;
    end if;
    revisions[item] := last_revision;
    first_event := last_event + 1;
  end loop;

  if first_event <> cardinality(ids) + 1 then
    raise exception 'The sizes of the items do not add up to the % events given.', cardinality(ids)
      using errcode = 'array_subscript_error';
  end if;
  if not is_any_appended then
    positions := array_fill(null::text, array[cardinality(streams)]);
    return;
  end if;

  -- The same lock as that of `append`: there is one order. From here on until the end of the transaction.
  perform pg_advisory_xact_lock(7632999, 1);

  -- As many positions as there are events: nobody else takes any.
  newest := setval('eventstore.positions', nextval('eventstore.positions') + cardinality(ids) - 1);

  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select newest - cardinality(ids) + e.place, e.revision, e.recorded_at, e.version, e.id, e.stream, e.type, e.prev_hash, e.hash,
    e.metadata::json, e.data::json
  from unnest(
    event_revisions, recorded, versions, ids, event_streams, types, prev_hashes, hashes, metadata, data
  ) with ordinality as e (revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data, place)
  where e.revision is not null;

  -- The constraints know this table alone: what came between may have been archived since.
  if pg_sequence_last_value('eventstore.archive_moves') is not null and (
    exists (
      select from unnest(event_streams, event_revisions) as e (stream, revision)
      join eventstore.archived_events a on a.stream = e.stream and a.revision = e.revision
    )
    or exists (select from eventstore.archived_events a where a.id = any (ids))
  ) then
    raise unique_violation;
  end if;

  for item in 1 .. cardinality(streams) loop
    positions[item] := (newest - cardinality(ids) + last_events[item])::text;
  end loop;
  perform pg_notify('eventstore', newest::text);
exception
  when unique_violation then
    select
      array_agg(item.outcome order by item.place), array_agg(item.revision::text order by item.place),
      array_agg(item.position::text order by item.place), array_agg(item.taken_id order by item.place)
    into outcomes, revisions, positions, taken_ids
    from eventstore.append(streams, expected, sizes, ids, types, versions, recorded, metadata, data)
      with ordinality as item (outcome, revision, position, taken_id, place);
end
$$;

revoke all on function eventstore.append_gathered from public;
grant execute on function eventstore.append_gathered to {{app_role}};

-- As in 0012, by way of the above.
create or replace procedure eventstore.append_and_flush(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out outcomes text[], out revisions text[], out positions text[], out taken_ids uuid[]
)
language plpgsql
as $$
begin
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  select done.outcomes, done.revisions, done.positions, done.taken_ids into outcomes, revisions, positions, taken_ids
  from eventstore.append_gathered(streams, expected, sizes, ids, types, versions, recorded, metadata, data) as done;
  commit;
  -- A commit of its own, under the server's own settings, that has something to flush: all before it in the log goes with it.
  perform pg_catalog.pg_logical_emit_message(true, 'eventstore', '');
end
$$;

-- Only the procedure called it.
drop function eventstore.append_batch;

-- Appends the first event of a stream that is said to be new, where nothing need be looked up: the constraints refuse a stream
-- that is there, and an id that is known. It answers the position.
--
-- Or nothing, and has done nothing: where anything is archived, or the table partitioned, no constraint knows all streams and ids.
create function eventstore.append_first(
  into_stream text,
  event_id uuid, event_type text, event_version integer, recorded timestamptz, event_metadata text, event_data text
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  newest bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- The same lock as that of `append`: there is one order.
  perform pg_advisory_xact_lock(7632999, 1);

  if pg_sequence_last_value('eventstore.archive_moves') is not null or pg_relation_filenode('eventstore.events') is null then
    return null;
  end if;

  newest := nextval('eventstore.positions');
  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  values
    (newest, 0, recorded, event_version, event_id, into_stream, event_type, no_hash,
     eventstore.chain_hash(event_id, event_version, 0, event_type, into_stream, event_metadata, event_data, no_hash),
     event_metadata::json, event_data::json);
  perform pg_notify('eventstore', newest::text);
  return newest;
end
$$;

revoke all on function eventstore.append_first from public;
grant execute on function eventstore.append_first to {{app_role}};

-- As in 0008, but every append that found no archive has ended before the first move of all takes a row away.
create or replace function eventstore.archive_streams(streams text[], quiet_since timestamptz) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set lock_timeout = '10s'
as $$
declare
  is_first_move boolean;
  moved_events bigint;
begin
  -- One at a time: the second would wait for each row of the first.
  perform pg_advisory_xact_lock(7632999, 9);

  is_first_move := pg_sequence_last_value('eventstore.archive_moves') is null;
  perform nextval('eventstore.archive_moves');
  if is_first_move then
    -- Only to have had it: other appends go on beside this transaction, and look into the archive as well.
    perform pg_advisory_lock(7632999, 1);
    perform pg_advisory_unlock(7632999, 1);
  end if;

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
