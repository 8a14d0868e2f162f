-- Events that share what only one may have. Each table has its constraints; this looks over both, and does not trust them.
select e.stream, e.revision, e.position, 'id' as shared
from eventstore.all_events as e
where e.id in (select id from eventstore.all_events group by id having count(*) > 1 limit $1)
union all
select e.stream, e.revision, e.position, 'position'
from eventstore.all_events as e
where e.position in (select position from eventstore.all_events group by position having count(*) > 1 limit $1)
union all
select e.stream, e.revision, e.position, 'revision'
from eventstore.all_events as e
where (e.stream, e.revision) in (
  select stream, revision from eventstore.all_events group by stream, revision having count(*) > 1 limit $1
)
order by 4, 3
