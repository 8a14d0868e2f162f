select position, stream, revision, hash, (extract(epoch from recorded_at) * 1000)::float8 as recorded_at_ms
from eventstore.all_events
where position > $1 and position <= $2
order by position
limit $3
