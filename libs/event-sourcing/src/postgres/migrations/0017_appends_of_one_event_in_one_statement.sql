-- Gathered appends of one event each, which nearly all are, in one statement, and the lock is held for less.

-- The body of append_many of 0016, for items of several events; append_many has looked at the isolation, and says how long the lock is
-- waited for.
create function eventstore.append_sized(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[]
) returns bigint[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  events constant integer := cardinality(ids);
  items constant integer := cardinality(streams);
  -- One element per item.
  answers bigint[];
  any_refused boolean;
  -- Where the events of each item begin.
  firsts integer[];
  first_event integer := 1;
  -- One element per event, and before that of the first event of each item; without a revision where its item is refused.
  revisions bigint[];
  prev_hashes bytea[];
  hashes bytea[];
  event_streams text[];
  newest bigint;
  done text;
begin
  for item in 1 .. items loop
    firsts[item] := first_event;
    first_event := first_event + nullif(greatest(sizes[item], 0), 0);
  end loop;
  if first_event is distinct from events + 1 then
    raise exception 'The sizes of the items do not add up to the % events given.', events
      using errcode = 'array_subscript_error';
  end if;

  select
    array_agg(first_of.revision order by first_of.item),
    array_agg(first_of.prev_hash order by first_of.item),
    array_agg(
      eventstore.chain_hash(
        ids[first_of.event], versions[first_of.event], first_of.revision, types[first_of.event], streams[first_of.item],
        metadata[first_of.event], data[first_of.event], first_of.prev_hash
      ) order by first_of.item
    ),
    array_agg(coalesce(first_of.revision, -2 - first_of.last_revision, -1) order by first_of.item),
    bool_or(first_of.revision is null)
  into revisions, prev_hashes, hashes, answers, any_refused
  from (
    select g.item, firsts[g.item] as event, newest_of.revision as last_revision, coalesce(newest_of.hash, no_hash) as prev_hash,
      case when eventstore.expectation_holds(expected[g.item], newest_of.revision) then coalesce(newest_of.revision + 1, 0) end as revision
    from unnest(streams) with ordinality as g (stream, item)
    left join lateral (
      select e.revision, e.hash from eventstore.events e where e.stream = g.stream order by e.revision desc limit 1
    ) as newest_of on true
  ) as first_of;

  -- Asked after the look: what had gone into the archive by then is found there now. Conditions that read a table stand by
  -- themselves: they make a query of whatever stands beside them.
  if pg_relation_filenode('eventstore.events') is null then
    return null;
  end if;
  if pg_sequence_last_value('eventstore.archive_moves') is not null then
    if exists (select from eventstore.archived_events a where a.stream = any (streams)) then
      return null;
    end if;
  end if;
  if any_refused then
    -- Refused, or the same as before?
    if exists (select from eventstore.events e where e.id = any (ids)) then
      return null;
    end if;
    if array_length(array_remove(revisions, null), 1) is null then
      return array_prepend(null, answers);
    end if;
  end if;

  declare
    first_revisions constant bigint[] := revisions;
    first_prev_hashes constant bytea[] := prev_hashes;
    first_hashes constant bytea[] := hashes;
  begin
    for item in 1 .. items loop
      for k in firsts[item] .. coalesce(firsts[item + 1] - 1, events) loop
        event_streams[k] := streams[item];
        revisions[k] := first_revisions[item] + k - firsts[item];
        if k = firsts[item] then
          prev_hashes[k] := first_prev_hashes[item];
          hashes[k] := first_hashes[item];
        else
          prev_hashes[k] := hashes[k - 1];
          hashes[k] := eventstore.chain_hash(
            ids[k], versions[k], revisions[k], types[k], streams[item], metadata[k], data[k], prev_hashes[k]
          );
        end if;
        if revisions[k] is not null then
          answers[item] := revisions[k];
        end if;
      end loop;
    end loop;
  end;

  -- The same lock as that of `append`: there is one order. From here on until the end of the transaction.
  done := pg_advisory_xact_lock(7632999, 1);

  -- As many positions as there are events: nobody else takes any.
  newest := setval('eventstore.positions', nextval('eventstore.positions') + events - 1);

  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select newest - events + k, revisions[k], recorded[k], versions[k], ids[k], event_streams[k], types[k],
    prev_hashes[k], hashes[k], metadata[k]::json, data[k]::json
  from generate_series(1, events) as k
  where revisions[k] is not null;

  -- The constraints know this table alone: what came between may have been archived since.
  if pg_sequence_last_value('eventstore.archive_moves') is not null then
    if exists (select from eventstore.archived_events a where a.stream = any (streams))
      or exists (select from eventstore.archived_events a where a.id = any (ids))
    then
      raise unique_violation;
    end if;
  end if;

  return array_prepend(newest, answers);
end
$$;

revoke all on function eventstore.append_sized from public;

-- As in 0016; items of one event each go by one statement, which looks, hashes and reads the JSON of all of them before it takes the lock.
create or replace function eventstore.append_many(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[]
) returns bigint[]
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  items constant integer := cardinality(streams);
  written integer;
  -- One element per item.
  answers bigint[];
  is_outdated boolean;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;
  if (cardinality(ids) = items and 1 = all (sizes)) is not true then
    return eventstore.append_sized(streams, expected, sizes, ids, types, versions, recorded, metadata, data);
  end if;

  insert into eventstore.events
    (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
  select *
  from (
    select
      -- The same lock as that of `append`: there is one order. From the first row on, until the end of the transaction.
      case when pg_advisory_xact_lock(7632999, 1)::text is not null then nextval('eventstore.positions') end as position,
      ready.revision, ready.recorded_at, ready.version, ready.id, ready.stream, ready.type, ready.prev_hash, ready.hash,
      ready.metadata, ready.data
    from (
      select g.recorded_at, g.version, g.id, g.stream, g.type, next.revision, next.prev_hash,
        eventstore.chain_hash(g.id, g.version, next.revision, g.type, g.stream, g.metadata, g.data, next.prev_hash) as hash,
        g.metadata::json as metadata, g.data::json as data
      from unnest(streams, expected, ids, types, versions, recorded, metadata, data)
        with ordinality as g (stream, expected, id, type, version, recorded_at, metadata, data, item)
      left join lateral (
        select e.revision, e.hash from eventstore.events e where e.stream = g.stream order by e.revision desc limit 1
      ) as newest_of on true
      cross join lateral (
        select coalesce(newest_of.hash, no_hash) as prev_hash,
          case when eventstore.expectation_holds(g.expected, newest_of.revision) then coalesce(newest_of.revision + 1, 0) end as revision
      ) as next
      -- They come in this order anyway. A sort that cannot be left out has all of them ready before it gives the first.
      order by g.item + 0
    ) as ready
  ) as placed
  -- Those that are refused have no revision, but a position: nobody has it then. Without the position, this would be asked before there is one.
  where position + revision is not null;
  get diagnostics written = row_count;

  -- The constraints know this table alone. Once it is partitioned, each knows a partition; and what was there before, or came between,
  -- may be in the archive. Conditions that read a table stand by themselves: they make a query of whatever stands beside them.
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

  if written = items and -1 <= all (expected) then
    for item in 1 .. items loop
      answers[item] := expected[item] + 1;
    end loop;
    return array_prepend(currval('eventstore.positions'), answers);
  end if;

  -- Under the lock by now, so nobody comes between any more. What has done so since the first look makes those that were refused outdated.
  select
    array_agg(case when newest_of.id = ids[g.item] then newest_of.revision else coalesce(-2 - newest_of.revision, -1) end order by g.item),
    bool_or(newest_of.id is distinct from ids[g.item] and eventstore.expectation_holds(expected[g.item], newest_of.revision))
  into answers, is_outdated
  from unnest(streams) with ordinality as g (stream, item)
  left join lateral (
    select e.revision, e.id from eventstore.events e where e.stream = g.stream order by e.revision desc limit 1
  ) as newest_of on true;
  -- Refused, or the same as before?
  if written < items then
    if is_outdated or (select count(*) from eventstore.events e where e.id = any (ids)) > written then
      raise unique_violation;
    end if;
  end if;
  return array_prepend(case when written > 0 then currval('eventstore.positions') end, answers);
end
$$;
