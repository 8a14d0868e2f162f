select position, revision, version, id, stream, type, metadata, data
from eventstore.all_events
where position > $1
order by position
limit $2
