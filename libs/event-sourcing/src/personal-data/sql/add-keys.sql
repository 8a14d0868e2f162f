select keyring.add_keys($1, $2, $3, $4, $5, $6) as added
