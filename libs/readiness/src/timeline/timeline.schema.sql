-- What happened in her case, without anything sealed.
create table timeline (
  sequence     bigint generated always as identity primary key,
  event_id     uuid not null,
  case_id      uuid not null,
  type         text not null,
  data         json not null,
  role         text not null,
  organisation text not null,
  occurred_at  timestamptz not null,
  recorded_at  timestamptz not null
);
create index timeline_case on timeline (case_id, sequence);
