-- Beside an archive, gathered first events hold the lock for less: they look, hash and read JSON before they take it.

-- As in 0019; but what went into the archive before the lock was there is found by asking the archive once more. Only where the table
-- is partitioned, whose constraints each know a partition, is the look under the lock.
create or replace function eventstore.append_firsts(
  streams text[], ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[]
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  is_partitioned constant boolean := pg_relation_filenode('eventstore.events') is null;
  done text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;
  if is_partitioned then
    done := pg_advisory_xact_lock(7632999, 1);
  end if;
  -- Before the insert, which would wait for a move of the same stream that is open, and all other appends with it. Both tables in one
  -- statement: while a stream moves, each of its events is in one of the two in every snapshot.
  if is_partitioned or pg_sequence_last_value('eventstore.archive_moves') is not null then
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

  -- The constraints know this table alone, or, once it is partitioned, each a partition. Since it was asked, whatever the answer was, the very
  -- first move may have begun, or the table may have become partitioned; or others may have written what was archived since.
  if not is_partitioned then
    if pg_relation_filenode('eventstore.events') is null then
      raise unique_violation;
    end if;
    if pg_sequence_last_value('eventstore.archive_moves') is not null then
      if exists (select from eventstore.archived_events a where a.stream = any (streams))
        or exists (select from eventstore.archived_events a where a.id = any (ids))
      then
        raise unique_violation;
      end if;
    end if;
  end if;
  return currval('eventstore.positions');
end
$$;
