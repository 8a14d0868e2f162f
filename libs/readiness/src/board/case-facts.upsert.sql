insert into case_facts (case_id, person_id, facts, prison, councils, position, assess_on)
select case_id, person_id, facts, prison, councils, position, '-infinity'::date
  from json_to_recordset($1::json) as changed (
         case_id uuid, person_id uuid, facts json, prison text, councils text[], position text)
    on conflict (case_id) do update
   set person_id = excluded.person_id, facts = excluded.facts, prison = excluded.prison,
       councils = excluded.councils, position = excluded.position, assess_on = excluded.assess_on
