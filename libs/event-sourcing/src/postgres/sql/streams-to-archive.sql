-- Streams all of whose events are of cases that go, and none of them recorded since: what is shared with a case that is open,
-- or belongs to no case, stays. It reads the whole table, once for a run of the archive.
select e.stream, count(*)::integer as events
from eventstore.events e
left join unnest($1::text[]) as closed (case_id) on closed.case_id = e.metadata ->> 'caseId'
group by e.stream
having bool_and(closed.case_id is not null) and max(e.recorded_at) < $2
order by min(e.position)
