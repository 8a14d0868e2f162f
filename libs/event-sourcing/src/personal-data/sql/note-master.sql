insert into keyring.master_keys (master_key_id) values ($1) on conflict do nothing
