select eventstore.archive_streams($1, $2) as events
