-- Gathered appends: docs/adr/0014-gathered-appends-commit-before-they-are-flushed.md

-- As eventstore.append, for items of one event each, all of whose ids are new: most of what is gathered. One statement does
-- for all of them what that function does for one after the other. Where an id is known it does nothing, and answers nothing.
create function eventstore.append_singles(
  streams text[], expected bigint[],
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
  newest bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Append in a transaction at read committed, not at %.', current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state';
  end if;

  -- The same lock as that of `append`: there is one order.
  perform pg_advisory_xact_lock(7632999, 1);

  if exists (select from eventstore.all_events e where e.id = any (ids)) then
    return;
  end if;

  with given as materialized (
    select g.place, g.stream, g.id, g.type, g.version, g.recorded_at, g.metadata, g.data,
      last.revision as last_revision, coalesce(last.revision + 1, 0) as revision, coalesce(last.hash, no_hash) as prev_hash,
      eventstore.expectation_holds(g.wanted, last.revision) as holds
    from unnest(streams, expected, ids, types, versions, recorded, metadata, data)
      with ordinality as g (stream, wanted, id, type, version, recorded_at, metadata, data, place)
    left join lateral (
      select e.revision, e.hash from eventstore.all_events e where e.stream = g.stream order by e.revision desc limit 1
    ) as last on true
  ), written as (
    insert into eventstore.events
      (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
    select nextval('eventstore.positions'), g.revision, g.recorded_at, g.version, g.id, g.stream, g.type, g.prev_hash,
      eventstore.chain_hash(g.id, g.version, g.revision, g.type, g.stream, g.metadata, g.data, g.prev_hash),
      g.metadata::json, g.data::json
    from given g
    where g.holds
    order by g.place
    returning events.position, events.id
  )
  select
    array_agg(case when g.holds then 'appended' else 'wrong-revision' end order by g.place),
    array_agg((case when g.holds then g.revision else g.last_revision end)::text order by g.place),
    array_agg(w.position::text order by g.place),
    max(w.position)
  into outcomes, revisions, positions, newest
  from given g
  left join written w on w.id = g.id;

  if newest is not null then
    perform pg_notify('eventstore', newest::text);
  end if;
end
$$;

-- Appends as eventstore.append does, and lets go of the append lock as soon as the events are visible; only then waits until
-- they are as safe as the server's own synchronous_commit makes a commit. It answers when they are, so whoever is answered
-- knows the same as after eventstore.append; but who reads beside it may see events that a crash would still take back, and
-- must wait for the disk as well before using them.
--
-- The answers are those of eventstore.append, one element per item. It ends transactions, so it cannot be called within one,
-- and may have no settings of its own: every name is written out.
create procedure eventstore.append_and_flush(
  streams text[], expected bigint[], sizes integer[],
  ids uuid[], types text[], versions integer[], recorded timestamptz[], metadata text[], data text[],
  out outcomes text[], out revisions text[], out positions text[], out taken_ids uuid[]
)
language plpgsql
as $$
begin
  perform pg_catalog.set_config('synchronous_commit', 'off', true);
  if 1 operator(pg_catalog.=) all (sizes) then
    select done.outcomes, done.revisions, done.positions into outcomes, revisions, positions
    from eventstore.append_singles(streams, expected, ids, types, versions, recorded, metadata, data) as done;
  end if;
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

revoke all on function eventstore.append_singles from public;
revoke all on procedure eventstore.append_and_flush from public;
grant execute on function eventstore.append_singles to {{app_role}};
grant execute on procedure eventstore.append_and_flush to {{app_role}};
