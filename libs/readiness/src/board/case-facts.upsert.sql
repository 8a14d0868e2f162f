insert into case_facts (case_id, person_id, facts, board_row, prison, councils, planned, released, closed,
                        accommodation, gp, medicines, position, assess_on)
select case_id, person_id, facts, board_row, prison, councils, planned, released, closed,
       accommodation, gp, medicines, position, '-infinity'::date
  from json_to_recordset($1::json) as changed (
         case_id uuid, person_id uuid, facts json, board_row json, prison text, councils text[], planned date,
         released boolean, closed boolean, accommodation text, gp text, medicines text, position text)
    on conflict (case_id) do update
   set person_id = excluded.person_id, facts = excluded.facts, board_row = excluded.board_row, prison = excluded.prison,
       councils = excluded.councils, planned = excluded.planned, released = excluded.released, closed = excluded.closed,
       accommodation = excluded.accommodation, gp = excluded.gp, medicines = excluded.medicines,
       position = excluded.position, assess_on = excluded.assess_on
