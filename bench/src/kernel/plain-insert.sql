insert into bench.plain_events
  (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
values (nextval('bench.positions'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
