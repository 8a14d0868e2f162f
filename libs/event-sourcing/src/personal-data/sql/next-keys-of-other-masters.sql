select key_id as "keyId", person_id as "personId", compartment, reference, wrapped, master_key_id as "masterKeyId"
from keyring.data_keys
where wrapped is not null and master_key_id <> $1 and key_id > $2
order by key_id limit $3
for update
