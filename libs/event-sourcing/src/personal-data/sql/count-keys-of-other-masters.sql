select count(*)::int as left from keyring.data_keys where wrapped is not null and master_key_id <> $1
