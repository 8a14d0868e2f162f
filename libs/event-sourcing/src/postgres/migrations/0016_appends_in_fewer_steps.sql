-- Gathered appends in fewer steps, and readers are told when they are on disk.
--
-- Whoever reads must know that what it reads is on disk (docs/adr/0014-gathered-appends-commit-before-they-are-flushed.md). It had to
-- flush by itself, for what it was told of had just been committed. From here on a notification of 'eventstore' says that all up to
-- its position is on disk.

-- Appends to many streams at once what one process has gathered, by looking first and locking late: what came between is refused by
-- the constraints. It answers the newest position (nothing where all were refused) and, item by item, the revision of its last event; of
-- one that was refused the revision that is there, taken from -2; or -1, where there is no such stream. Positions are in the order of events.
--
-- Or nothing, and has done nothing; or it fails with a unique violation, and has done nothing: where an id is known, where somebody
-- came between, or where no constraint knows all streams and ids. Then eventstore.append has the answers, which locks first.
--
-- The parameters are those of eventstore.append. Nobody is told: it may be committed before it is on disk. Plan settings are those of the kernel's connections.
create function eventstore.append_many(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[]
) returns bigint[]
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '10s'
as $$
declare
  no_hash constant bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  events constant integer := cardinality(ids);
  items constant integer := cardinality(streams);
  -- One element per item.
  answers bigint[];
  any_refused boolean;
  -- Where the events of each item begin; nothing where each has one.
  firsts integer[];
  first_event integer := 1;
  -- One element per event, and before that of the first event of each item; without a revision where its item is refused.
  revisions bigint[];
  prev_hashes bytea[];
  hashes bytea[];
  event_streams text[] := streams;
  newest bigint;
  done text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  if (events = items and 1 = all (sizes)) is not true then
    for item in 1 .. items loop
      firsts[item] := first_event;
      first_event := first_event + nullif(greatest(sizes[item], 0), 0);
    end loop;
    if first_event is distinct from events + 1 then
      raise exception 'The sizes of the items do not add up to the % events given.', events
        using errcode = 'array_subscript_error';
    end if;
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
    select g.item, coalesce(firsts[g.item], g.item) as event, newest_of.revision as last_revision, coalesce(newest_of.hash, no_hash) as prev_hash,
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

  if firsts is not null then
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
  end if;

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

revoke all on function eventstore.append_many from public;
grant execute on function eventstore.append_many to {{app_role}};

-- Appends, commits without waiting for the disk, waits for the disk, and tells whoever listens: three transactions, one call.
create procedure eventstore.append_many_and_flush(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out answers bigint[]
)
language plpgsql
as $$
declare
  -- What is assigned is reckoned as an expression; what is performed is planned and run as a query, which costs more than all of these do.
  done text;
begin
  done := pg_catalog.set_config('synchronous_commit', 'off', true);
  answers := eventstore.append_many(streams, expected, sizes, ids, types, versions, recorded, metadata, data);
  if answers is null then
    return;
  end if;
  commit;
  -- A commit of its own, under the server's own settings, that has something to flush: all before it in the log goes with it.
  done := pg_catalog.pg_logical_emit_message(true, 'eventstore', '');
  commit;
  -- By itself: whoever tells holds a lock until its commit is done, and others would wait for the disk one after the other.
  if answers[1] is not null then
    done := pg_catalog.set_config('synchronous_commit', 'off', true);
    done := pg_catalog.pg_notify('eventstore', answers[1]::text);
  end if;
end
$$;

revoke all on procedure eventstore.append_many_and_flush from public;
grant execute on procedure eventstore.append_many_and_flush to {{app_role}};

-- As in 0008, but it tells nobody: it is called where nothing is appended, or by the procedure below.
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
end
$$;

-- As in 0014, but it locks first; and whoever listens is told when it is on disk.
create or replace procedure eventstore.append_and_flush(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out outcomes text[], out revisions text[], out positions text[], out taken_ids uuid[]
)
language plpgsql
as $$
declare
  newest bigint;
begin
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  select
    pg_catalog.array_agg(item.outcome order by item.place),
    pg_catalog.array_agg(item.revision::text order by item.place),
    pg_catalog.array_agg(item.position::text order by item.place),
    pg_catalog.array_agg(item.taken_id order by item.place),
    pg_catalog.max(item.position)
  into outcomes, revisions, positions, taken_ids, newest
  from eventstore.append(streams, expected, sizes, ids, types, versions, recorded, metadata, data)
    with ordinality as item (outcome, revision, position, taken_id, place);
  commit;
  perform pg_catalog.pg_logical_emit_message(true, 'eventstore', '');
  commit;
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  perform pg_catalog.pg_notify('eventstore', newest::text) where newest is not null;
end
$$;

-- Nothing calls eventstore.append_gathered any more; it stays for calls of the release before that are on their way in the procedure.
