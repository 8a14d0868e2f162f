update keyring.data_keys as d set wrapped = n.wrapped, master_key_id = $3
from unnest($1::uuid[], $2::bytea[]) as n (key_id, wrapped)
where d.key_id = n.key_id
