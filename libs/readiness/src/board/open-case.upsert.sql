-- $1: the narrow columns of each case, as JSON.
insert into open_case (case_id, person_id, prison, councils, planned, released, accommodation, gp, medicines)
select case_id, person_id, prison, councils, planned, released, accommodation, gp, medicines
  from json_to_recordset($1::json) as changed (
         case_id uuid, person_id uuid, prison text, councils text[], planned date, released boolean,
         accommodation text, gp text, medicines text, closed boolean)
 where not closed
    on conflict (case_id) do update
   set person_id = excluded.person_id, prison = excluded.prison, councils = excluded.councils, planned = excluded.planned,
       released = excluded.released, accommodation = excluded.accommodation, gp = excluded.gp, medicines = excluded.medicines
