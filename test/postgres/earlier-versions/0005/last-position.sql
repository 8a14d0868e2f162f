select position from eventstore.events order by position desc limit 1
