select check_value from keyring.index_key
