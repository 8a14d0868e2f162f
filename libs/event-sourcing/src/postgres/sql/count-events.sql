select count(*) from eventstore.all_events
