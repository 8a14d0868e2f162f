/** The rows of the cases and women that a batch of events is about. */
export const readCases = `
  select case_id, person_id, prison, status, legal_status, received_on, release_date, release_date_type, released_on, synthetic
    from custody_case
   where case_id = any ($1::uuid[])`;

export const writeCases = `
  insert into custody_case
  select * from jsonb_populate_recordset(null::custody_case, $1::jsonb)
      on conflict (case_id) do update
     set prison = excluded.prison, status = excluded.status, legal_status = excluded.legal_status,
         release_date = excluded.release_date, release_date_type = excluded.release_date_type,
         released_on = excluded.released_on`;

export const writeWomen = `
  insert into woman
  select * from jsonb_populate_recordset(null::woman, $1::jsonb)
      on conflict (person_id) do update set names = excluded.names`;

/** A record that others had been merged into may be merged itself. $1 the record that is kept, $2 the one that is removed. */
export const writeMerge = [
  'update person_merge set kept_id = $1 where kept_id = $2',
  'insert into person_merge (kept_id, removed_id) values ($1, $2) on conflict (removed_id) do update set kept_id = excluded.kept_id',
];

/** By the day she leaves, those without a date last. $3 and $4: where the page before ended. */
export const pageOfCases = `
  select c.case_id as "caseId", coalesce(m.kept_id, c.person_id) as "personId", w.names, c.prison, c.status, c.legal_status as "legalStatus",
         c.received_on as "receivedOn", c.release_date as "releaseDate", c.release_date_type as "releaseDateType", c.synthetic
    from custody.custody_case c
    left join custody.person_merge m on m.removed_id = c.person_id
    left join custody.woman w on w.person_id = coalesce(m.kept_id, c.person_id)
   where ($1::text is null or c.prison = $1)
     and ($2::text is null or c.status = $2)
     and (coalesce(c.release_date, 'infinity'), c.case_id) > ($3::date, $4::uuid)
   order by coalesce(c.release_date, 'infinity'), c.case_id
   limit $5`;
