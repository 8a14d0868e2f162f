-- What is known of every case, as the rules need it, and beside it the columns the board filters and sorts by.
create table case_facts (
  case_id           uuid primary key,
  person_id         uuid not null,
  facts             json not null,
  -- The board's row: a function of the facts alone.
  board_row         json not null,
  prison            text,
  councils          text[] not null,
  planned           date,
  released          boolean not null,
  closed            boolean not null,
  accommodation     text not null,
  gp                text not null,
  medicines         text not null,
  -- The position of the last event that is in the facts.
  position          text not null,
  -- The day on which the rules must look again; -infinity when the facts have changed since they last did. Set by the assessor.
  assess_on         date default '-infinity',
  -- Where the readiness stream stood when the assessor was done with it.
  assessed_position text
);
create index case_facts_due on case_facts (assess_on, case_id) where assess_on is not null;
create index case_facts_open on case_facts (planned, case_id) where not closed;
