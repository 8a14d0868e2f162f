select key_id, person_id, compartment, reference, wrapped, master_key_id
from keyring.data_keys
join unnest($1::text[], $2::text[], $3::text[]) as slot (person_id, compartment, reference)
  using (person_id, compartment, reference)
