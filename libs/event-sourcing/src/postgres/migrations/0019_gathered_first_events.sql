-- First events of streams that are gathered go in with nothing looked up but in an archive, as a lone one does.

-- As in 0018, in fewer steps: what is seldom so is asked in one expression, from left to right, since each by itself would be made ready by itself.
create or replace function eventstore.append_first(
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
  done text;
begin
  -- The same lock as that of `append`: there is one order. Most times nobody has it.
  if current_setting('transaction_isolation') <> 'read committed'
    or not pg_try_advisory_xact_lock(7632999, 1)
    or pg_sequence_last_value('eventstore.archive_moves') is not null
    or pg_relation_filenode('eventstore.events') is null
  then
    if current_setting('transaction_isolation') <> 'read committed' then
      raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
        using errcode = 'invalid_transaction_state';
    end if;
    perform pg_advisory_xact_lock(7632999, 1);
    if pg_sequence_last_value('eventstore.archive_moves') is not null or pg_relation_filenode('eventstore.events') is null then
      -- Both tables in one statement: while a stream moves, each of its events is in one of the two in every snapshot. And under the lock:
      -- what is in neither now, nobody else appends before this transaction has ended. It comes before the insert, which would wait for
      -- a move of the same stream that is open, and all other appends with it.
      if exists (select from eventstore.all_events e where e.stream = into_stream)
        or exists (select from eventstore.all_events e where e.id = event_id)
      then
        return null;
      end if;
    end if;
  end if;

  newest := nextval('eventstore.positions');
  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  values
    (newest, 0, recorded, event_version, event_id, into_stream, event_type, no_hash,
     eventstore.chain_hash(event_id, event_version, 0, event_type, into_stream, event_metadata, event_data, no_hash),
     event_metadata::json, event_data::json);
  done := pg_notify('eventstore', newest::text);
  return newest;
end
$$;

-- The first events of as many streams, all of them or none. Arrays with one element per event, in the order in which they get their positions.
-- Gives the newest position; or nothing, or a unique violation, and has done nothing: where a stream or an id is known, or somebody came
-- between, or there is nothing to append. Then append_many has the answers. Nobody is told: it may be committed before it is on disk.
create function eventstore.append_firsts(
  streams text[], ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[]
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  -- No constraint knows all streams and ids.
  is_beside_an_archive constant boolean :=
    pg_sequence_last_value('eventstore.archive_moves') is not null or pg_relation_filenode('eventstore.events') is null;
  done text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;
  if is_beside_an_archive then
    -- For the same reasons as in append_first, under the lock and before the insert.
    done := pg_advisory_xact_lock(7632999, 1);
    if exists (select from eventstore.all_events e where e.stream = any (streams))
      or exists (select from eventstore.all_events e where e.id = any (ids))
    then
      return null;
    end if;
  end if;

  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select
    -- The same lock as that of `append`: there is one order. From the first row on, until the end of the transaction.
    case when pg_advisory_xact_lock(7632999, 1)::text is not null then nextval('eventstore.positions') end,
    0::bigint, ready.recorded_at, ready.version, ready.id, ready.stream, ready.type, no_hash, ready.hash, ready.metadata, ready.data
  from (
    select g.recorded_at, g.version, g.id, g.stream, g.type,
      eventstore.chain_hash(g.id, g.version, 0, g.type, g.stream, g.metadata, g.data, no_hash) as hash,
      g.metadata::json as metadata, g.data::json as data
    from unnest(streams, ids, types, versions, recorded, metadata, data)
      with ordinality as g (stream, id, type, version, recorded_at, metadata, data, item)
    -- They come in this order anyway. A sort that cannot be left out has all of them ready before it gives the first.
    order by g.item + 0
  ) as ready;
  if not found then
    return null;
  end if;

  -- It may have become so since, and the constraints do not know what was taken away. That happens once in the life of a store.
  if not is_beside_an_archive
    and (pg_sequence_last_value('eventstore.archive_moves') is not null or pg_relation_filenode('eventstore.events') is null)
  then
    raise unique_violation;
  end if;
  return currval('eventstore.positions');
end
$$;

revoke all on function eventstore.append_firsts from public;
grant execute on function eventstore.append_firsts to {{app_role}};

-- As append_many_and_flush of 0016, of first events.
create procedure eventstore.append_firsts_and_flush(
  streams text[], ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out newest bigint
)
language plpgsql
as $$
declare
  done text;
begin
  done := pg_catalog.set_config('synchronous_commit', 'off', true);
  newest := eventstore.append_firsts(streams, ids, types, versions, recorded, metadata, data);
  if newest is null then
    return;
  end if;
  commit;
  -- A commit of its own, under the server's own settings, that has something to flush: all before it in the log goes with it.
  done := pg_catalog.pg_logical_emit_message(true, 'eventstore', '');
  commit;
  -- By itself: whoever tells holds a lock until its commit is done, and others would wait for the disk one after the other.
  done := pg_catalog.set_config('synchronous_commit', 'off', true);
  done := pg_catalog.pg_notify('eventstore', newest::text);
end
$$;

revoke all on procedure eventstore.append_firsts_and_flush from public;
grant execute on procedure eventstore.append_firsts_and_flush to {{app_role}};
