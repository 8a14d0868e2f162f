-- A commit with something to flush: when it is done, all that was visible before it is on disk, and wherever else the server
-- waits for.
select pg_logical_emit_message(true, 'eventstore', '')
