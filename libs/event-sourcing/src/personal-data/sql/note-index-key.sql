insert into keyring.index_key (check_value) values ($1) on conflict do nothing
