-- One row at least where the store is not empty: the newest position of the same snapshot tells how far was read.
select wanted.*, newest.position as newest
from (select position from eventstore.all_events order by position desc limit 1) as newest
left join lateral (
  select position, revision, version, id, stream, type, metadata, data
  from eventstore.all_events
  where position > $1
    and ($3::text[] is null or type = any ($3))
    and ($4::text[] is null or stream ^@ any ($4))
  order by position
  limit $2
) as wanted on true
order by wanted.position
