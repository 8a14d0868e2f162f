-- $1: the narrow columns of each case, as JSON. $2: their facts in the same order, set apart by a character that JSON text
-- cannot contain: as a part of $1 each document would be read twice more, which takes longer than to write it.
with changed as materialized (
  select *
    from rows from (
           json_to_recordset($1::json) as (
             case_id uuid, person_id uuid, prison text, councils text[], planned date, released boolean, closed boolean,
             accommodation text, gp text, medicines text, position text, last_event_id uuid, correlation_id text),
           unnest(string_to_array($2::text, U&'\001E'))
         ) as narrow (case_id, person_id, prison, councils, planned, released, closed, accommodation, gp, medicines, position,
                      last_event_id, correlation_id, facts)
), known as (
  insert into case_facts (case_id, person_id, facts, prison, councils, position, last_event_id, correlation_id, assess_on)
  select case_id, person_id, facts::json, prison, councils, position, last_event_id, correlation_id, '-infinity'::date
    from changed
      on conflict (case_id) do update
     set person_id = excluded.person_id, facts = excluded.facts, prison = excluded.prison,
         councils = excluded.councils, position = excluded.position, last_event_id = excluded.last_event_id,
         correlation_id = excluded.correlation_id, assess_on = excluded.assess_on
), over as (
  delete from open_case using changed where changed.closed and open_case.case_id = changed.case_id
)
insert into open_case (case_id, person_id, prison, councils, planned, released, accommodation, gp, medicines)
select case_id, person_id, prison, councils, planned, released, accommodation, gp, medicines
  from changed
 where not closed
    on conflict (case_id) do update
   set person_id = excluded.person_id, prison = excluded.prison, councils = excluded.councils, planned = excluded.planned,
       released = excluded.released, accommodation = excluded.accommodation, gp = excluded.gp, medicines = excluded.medicines
