select position, revision, version, id, stream, type, metadata::text as metadata, data::text as data, prev_hash, hash,
  (extract(epoch from recorded_at) * 1000)::float8 as recorded_at_ms
from eventstore.all_events
where (stream, revision) > ($1, $2) and position <= $3
order by stream, revision
limit $4
