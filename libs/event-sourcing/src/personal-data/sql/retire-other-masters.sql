-- A master that a rotation comes back to is in use again.
update keyring.master_keys
set retired_at = case when master_key_id = $1 then null else coalesce(retired_at, now()) end
where (master_key_id = $1) = (retired_at is not null)
