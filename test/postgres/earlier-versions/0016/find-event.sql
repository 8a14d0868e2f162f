select position, revision, version, id, stream, type, metadata, data
from eventstore.all_events
where id = $1
