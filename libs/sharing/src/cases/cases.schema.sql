-- Sharing's own small model of custody: whose case it is.
create table cases (
  case_id   uuid primary key,
  person_id uuid not null
);
