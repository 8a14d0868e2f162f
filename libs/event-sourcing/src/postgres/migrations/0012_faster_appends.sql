-- Faster appends: all that must be known is looked up in one statement. What the release before calls stays as it is.
--
-- The archive is looked into where it holds anything. Whether it does is asked by its positions, which begin with 1, so that it is
-- always the same index that answers; and in the statement that looks into the hot table: while a stream moves, each of its
-- events is in one of the two in every snapshot (docs/adr/0015-archive-and-plans.md).

-- Appends one event to one stream, as append_one of 0008: it answers in one word, `outcome,revision,position,taken id`, and has
-- no plan settings of its own, which would be set and taken back for each call: they are those of the kernel's connections.
create function eventstore.append_event(
  into_stream text, expected bigint,
  event_id uuid, event_type text, event_version integer, recorded timestamptz, event_metadata text, event_data text
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '10s'
as $$
declare
  last_revision bigint;
  last_hash bytea;
  has_archive boolean;
  is_known boolean;
  newest bigint;
  answer eventstore.append_outcome;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- The same lock as that of `append`: there is one order.
  perform pg_advisory_xact_lock(7632999, 1);

  select
    exists (select from eventstore.archived_events e where e.position > 0),
    exists (select from eventstore.events e where e.id = event_id),
    newest_of.revision, newest_of.hash
  into has_archive, is_known, last_revision, last_hash
  from (values (1)) as always_a_row
  left join (
    select e.revision, e.hash from eventstore.events e where e.stream = into_stream order by e.revision desc limit 1
  ) as newest_of on true;

  if has_archive then
    select exists (select from eventstore.all_events e where e.id = event_id), newest_of.revision, newest_of.hash
    into is_known, last_revision, last_hash
    from (values (1)) as always_a_row
    left join (
      select e.revision, e.hash from eventstore.all_events e where e.stream = into_stream order by e.revision desc limit 1
    ) as newest_of on true;
  end if;

  if not is_known and eventstore.expectation_holds(expected, last_revision) then
    newest := nextval('eventstore.positions');
    last_revision := coalesce(last_revision + 1, 0);
    last_hash := coalesce(last_hash, '\x0000000000000000000000000000000000000000000000000000000000000000');
    insert into eventstore.events
      (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
    values
      (newest, last_revision, recorded, event_version, event_id, into_stream, event_type, last_hash,
       eventstore.chain_hash(
         event_id, event_version, last_revision, event_type, into_stream, event_metadata, event_data, last_hash
       ),
       event_metadata::json, event_data::json);
    perform pg_notify('eventstore', newest::text);
    return 'appended,' || last_revision || ',' || newest || ',';
  end if;

  -- A conflict, or an id that is known: it goes the way of all others, for its answer.
  select * into answer
  from eventstore.append(
    array[into_stream], array[expected], array[1],
    array[event_id], array[event_type], array[event_version], array[recorded], array[event_metadata], array[event_data]
  );
  return concat_ws(',', answer.outcome, coalesce(answer.revision::text, ''), coalesce(answer.position::text, ''), coalesce(answer.taken_id::text, ''));
end
$$;

revoke all on function eventstore.append_event from public;
grant execute on function eventstore.append_event to {{app_role}};

-- As eventstore.append, for items all of whose ids are new, which is nearly always: all that must be known is looked up at once,
-- for all items, and the answers are one row. Where an id is known it does nothing, and answers nothing.
create function eventstore.append_batch(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out outcomes text[], out revisions text[], out positions text[]
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
  first_event integer := 1;
  last_event integer;
  last_revision bigint;
  last_hash bytea;
  newest bigint;
  -- One element per event; without a position where its item was refused.
  event_positions bigint[];
  event_revisions bigint[];
  event_streams text[];
  prev_hashes bytea[];
  hashes bytea[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- The same lock as that of `append`: there is one order.
  perform pg_advisory_xact_lock(7632999, 1);

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
    return;
  end if;

  event_positions := array_fill(null::bigint, array[cardinality(ids)]);
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
        newest := nextval('eventstore.positions');
        event_positions[k] := newest;
        event_revisions[k] := last_revision;
        event_streams[k] := streams[item];
        prev_hashes[k] := last_hash;
        last_hash := eventstore.chain_hash(
          ids[k], versions[k], last_revision, types[k], streams[item], metadata[k], data[k], last_hash
        );
        hashes[k] := last_hash;
      end loop;
      outcomes[item] := 'appended';
      positions[item] := newest;
    else
      outcomes[item] := 'wrong-revision';
      positions[item] := null;
    end if;
    revisions[item] := last_revision;
    first_event := last_event + 1;
  end loop;

  if first_event <> cardinality(ids) + 1 then
    raise exception 'The sizes of the items do not add up to the % events given.', cardinality(ids)
      using errcode = 'array_subscript_error';
  end if;
  if newest is null then
    return;
  end if;

  -- Every row carries its position: in which order they are put down is all the same.
  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select e.position, e.revision, e.recorded_at, e.version, e.id, e.stream, e.type, e.prev_hash, e.hash,
    e.metadata::json, e.data::json
  from unnest(
    event_positions, event_revisions, recorded, versions, ids, event_streams, types, prev_hashes, hashes, metadata, data
  ) as e (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  where e.position is not null;

  perform pg_notify('eventstore', newest::text);
end
$$;

revoke all on function eventstore.append_batch from public;
grant execute on function eventstore.append_batch to {{app_role}};

-- As in 0009, by way of the above.
create or replace procedure eventstore.append_and_flush(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out outcomes text[], out revisions text[], out positions text[], out taken_ids uuid[]
)
language plpgsql
as $$
begin
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  select done.outcomes, done.revisions, done.positions into outcomes, revisions, positions
  from eventstore.append_batch(streams, expected, sizes, ids, types, versions, recorded, metadata, data) as done;
  if outcomes is null then
    select
      pg_catalog.array_agg(item.outcome order by item.place),
      pg_catalog.array_agg(item.revision::text order by item.place),
      pg_catalog.array_agg(item.position::text order by item.place),
      pg_catalog.array_agg(item.taken_id order by item.place)
    into outcomes, revisions, positions, taken_ids
    from eventstore.append(streams, expected, sizes, ids, types, versions, recorded, metadata, data)
      with ordinality as item (outcome, revision, position, taken_id, place);
  end if;
  commit;
  -- A commit of its own, under the server's own settings, that has something to flush: all before it in the log goes with it.
  perform pg_catalog.pg_logical_emit_message(true, 'eventstore', '');
end
$$;

-- Only the procedure called it.
drop function eventstore.append_singles;
