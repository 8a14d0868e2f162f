-- The first event of a stream goes in by one call beside an archive, too, and where the table is partitioned.

-- As in 0014; but where no constraint knows all streams and ids, it looks for its own, and answers nothing where it finds one of them.
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
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- The same lock as that of `append`: there is one order.
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
