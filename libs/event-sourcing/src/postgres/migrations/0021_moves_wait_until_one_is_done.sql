-- Every move into the archive waits for the appends that saw none coming, until one is done: not only the very first, which may give up.

-- While 0014 was applied, a move of the release before may have been under way that did not say so.
select pg_advisory_lock(7632999, 9);
select pg_advisory_unlock(7632999, 9);
select nextval('eventstore.archive_moves')
where pg_sequence_last_value('eventstore.archive_moves') is null and exists (select from eventstore.archived_events);

-- As in 0014; but a move that gave up while it waited leaves the waiting to the next.
create or replace function eventstore.archive_streams(streams text[], quiet_since timestamptz) returns bigint
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

  perform nextval('eventstore.archive_moves');
  -- What another move has put there, it put there after it had waited.
  if not exists (select from eventstore.archived_events e where e.position > 0) then
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
