-- What is known of every case, as the rules need it.
create table case_facts (
  case_id           uuid primary key,
  person_id         uuid not null,
  facts             json not null,
  -- Whose she is to see, also when the case is over.
  prison            text,
  councils          text[] not null,
  -- The position of the last event that is in the facts.
  position          text not null,
  -- The last of them that the assessor did not write, and in answer to what: what the rules find now followed from it.
  last_event_id     uuid not null,
  correlation_id    text not null,
  -- The day on which the rules must look again; -infinity when the facts have changed since they last did. Set by the assessor.
  assess_on         date default '-infinity',
  -- Where the readiness stream stood when the assessor was done with it.
  assessed_position text
) with (
  -- Facts stand in their row as they are: to compress them took a fifth of a rebuild. And a change stays on its page.
  toast_tuple_target = 8160, fillfactor = 60
);
create index case_facts_due on case_facts (assess_on, case_id) where assess_on is not null;

-- What the board filters, sorts and counts by, of open cases only and with nothing wide beside it: it looks at all of them each
-- time, and must not grow slower with the years. Nothing in it but the key is indexed, so that a change stays on its page.
create table open_case (
  case_id       uuid primary key,
  person_id     uuid not null,
  prison        text,
  councils      text[] not null,
  planned       date,
  released      boolean not null,
  accommodation text not null,
  gp            text not null,
  medicines     text not null
) with (fillfactor = 50);
