create table custody_case (
  case_id           uuid primary key,
  person_id         uuid not null,
  prison            text not null,
  status            text not null,
  legal_status      text not null,
  received_on       date not null,
  release_date      date,
  release_date_type text,
  released_on       date,
  synthetic         boolean not null
);
create index custody_case_by_release_date on custody_case (prison, status, coalesce(release_date, 'infinity'), case_id);

-- Names stay sealed here: they are opened where they are shown.
create table woman (
  person_id uuid primary key,
  names     jsonb not null
);
-- Records of hers that were merged into another.
create table person_merge (
  removed_id uuid primary key,
  kept_id    uuid not null
);
