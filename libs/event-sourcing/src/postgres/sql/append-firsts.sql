call eventstore.append_firsts_and_flush($1, $2, $3, $4, $5, $6, $7, null)
