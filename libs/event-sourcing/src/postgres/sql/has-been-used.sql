select exists (select from eventstore.all_events) as "hasEvents",
  exists (select from projections.positions where position is not null) as "hasRead"
