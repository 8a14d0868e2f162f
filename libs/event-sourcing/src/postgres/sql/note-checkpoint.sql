insert into platform.checkpoints (day, taken_at, position, events, events_root, streams_root)
values ($1, $2, $3, $4, $5, $6)
