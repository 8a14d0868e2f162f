select position from eventstore.all_events order by position desc limit 1
