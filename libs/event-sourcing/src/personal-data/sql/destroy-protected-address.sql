update keyring.data_keys set wrapped = null, master_key_id = null, destroyed_at = now()
where person_id = $1 and compartment = 'protected-address' and reference = $2 and wrapped is not null
returning key_id, person_id, compartment, reference, wrapped, master_key_id
