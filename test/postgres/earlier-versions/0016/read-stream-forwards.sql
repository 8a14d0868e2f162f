select position, revision, version, id, stream, type, metadata, data
from eventstore.all_events
where stream = $1 and revision >= $2
order by revision
limit $3
