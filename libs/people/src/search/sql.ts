export const lastChange = `select coalesce(max(changed), 0) as last from person`;

export const writePersons = `
  insert into person
  select * from jsonb_populate_recordset(null::person, $1::jsonb)
      on conflict (person_id) do update set names = excluded.names, changed = excluded.changed`;

/** What changed since a reader's last look, oldest first. */
export const changedSince = `
  select person_id as "personId", names, changed
    from people.person
   where changed > $1
   order by changed
   limit $2`;
