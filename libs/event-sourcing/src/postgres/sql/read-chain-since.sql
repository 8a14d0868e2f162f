select position, revision, version, id, stream, type, metadata::text as metadata, data::text as data, prev_hash, hash,
  (extract(epoch from recorded_at) * 1000)::float8 as recorded_at_ms
from eventstore.all_events
where position > $1 and position <= $2
order by position
limit $3
