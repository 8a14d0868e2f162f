-- The women an account may see, filtered, with the gravest alert it may read: 0 act today, 1 act this week, 2 neither; and whether
-- there is something to be aware of. Alerts and open cases are looked at whole, and so once for all that the board shows.
-- $1 viewer's prison, $2 viewer's council, $3 reader, $4 prison, $5 council, $6 last day, $13 whom the viewer's council is not shown
with standing as (
  select case_id,
         min(case severity when 'R' then 0 else 1 end)
           filter (where severity in ('R', 'A') and ($3::text = any(audience) or ($3::text is not null and rule = 'G14'))) as rank,
         bool_or(severity = 'B' and $3::text = any(audience)) as aware
    from readiness.alert
   group by case_id
), women as materialized (
  select c.case_id, c.person_id, c.released, coalesce(c.planned, 'infinity'::date) as leaves,
         c.accommodation, c.gp, c.medicines, coalesce(s.rank, 2) as rank, coalesce(s.aware, false) as aware
    from readiness.open_case c
    left join standing s using (case_id)
   where ($1::text is null or c.prison = $1
          -- After a move the prison she left sees her until the new one has accepted what was under way (G22).
          or c.case_id in (select case_id from readiness.alert where rule = 'G22' and facts ->> 'from' = $1))
     and ($2::text is null or $2 = any(c.councils))
     and c.person_id <> all($13::uuid[])
     and ($4::text is null or c.prison = $4)
     and ($5::text is null or $5 = any(c.councils))
     and ($6::date is null or c.planned <= $6::date)
     -- After release she stays on the board while something is still to be done.
     and (not c.released or s.rank is not null)
)
