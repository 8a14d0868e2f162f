select key_id, person_id, compartment, reference, wrapped, master_key_id from keyring.erase($1, $2)
