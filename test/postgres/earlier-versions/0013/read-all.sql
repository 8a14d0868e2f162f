select position, revision, version, id, stream, type, metadata::text as metadata, data::text as data
from eventstore.all_events
where position > $1
order by position
limit $2
