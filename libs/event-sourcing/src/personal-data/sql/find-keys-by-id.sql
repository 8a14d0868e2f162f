select key_id, person_id, compartment, reference, wrapped, master_key_id
from keyring.data_keys
where key_id = any ($1::uuid[])
