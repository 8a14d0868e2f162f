-- What healthcare knows of a case: whose it is, and what her day of release follows from.
create table cases (
  case_id      uuid    primary key,
  person_id    uuid    not null,
  received_on  date    not null,
  recalled     boolean not null,
  sentenced_on date,
  release_date date,
  release_type text,
  released_on  date
);
