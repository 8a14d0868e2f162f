select position, revision, version, id, stream, type, metadata::text as metadata, data::text as data, prev_hash, hash,
  (extract(epoch from recorded_at) * 1000)::bigint as recorded_at_ms
from eventstore.events
where (stream, revision) > ($1, $2)
order by stream, revision
limit $3
