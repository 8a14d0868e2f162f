-- $1: the narrow columns of each case, as JSON. $2: their facts in the same order, set apart by a character that JSON text
-- cannot contain: as a part of $1 each document would be read twice more, which takes longer than to write it.
insert into case_facts (case_id, person_id, facts, prison, councils, position, last_event_id, correlation_id, assess_on)
select case_id, person_id, facts::json, prison, councils, position, last_event_id, correlation_id, '-infinity'::date
  from rows from (
         json_to_recordset($1::json) as (
           case_id uuid, person_id uuid, prison text, councils text[], position text, last_event_id uuid, correlation_id text),
         unnest(string_to_array($2::text, U&'\001E'))
       ) as changed (case_id, person_id, prison, councils, position, last_event_id, correlation_id, facts)
    on conflict (case_id) do update
   set person_id = excluded.person_id, facts = excluded.facts, prison = excluded.prison,
       councils = excluded.councils, position = excluded.position, last_event_id = excluded.last_event_id,
       correlation_id = excluded.correlation_id, assess_on = excluded.assess_on
