-- The last event of each stream up to a position. From the last stream to the first: the way an index on (stream, revision)
-- gives the newest revision first.
select distinct on (stream) stream, revision, hash
from eventstore.all_events
where stream < $1 and position <= $2
order by stream desc, revision desc
limit $3
