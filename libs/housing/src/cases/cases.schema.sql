-- What housing knows of a case: whose it is, and when she is expected to leave.
create table cases (
  case_id          uuid primary key,
  person_id        uuid    not null,
  previous_case_id uuid,
  received_on      date    not null,
  release_date     date,
  release_type     text,
  date_changes     integer not null default 0,
  released_on      date,
  -- Nothing more is done under it, and nothing of it goes over to another.
  closed           boolean not null default false,
  -- It may not be her at all: no council is shown anything of it.
  opened_in_error  boolean not null default false
);

create index cases_person on cases (person_id);

create index cases_previous on cases (previous_case_id)
where previous_case_id is not null;
