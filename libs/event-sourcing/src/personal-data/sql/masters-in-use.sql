select master_key_id from keyring.master_keys as m
where exists (select from keyring.data_keys as d where d.master_key_id = m.master_key_id and d.wrapped is not null)
