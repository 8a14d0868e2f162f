-- Alerts that stand, and tasks that are open. What ended is in the timeline; here it would only make the board slower.
create table alert (
  alert_id     uuid primary key,
  case_id      uuid not null,
  rule         text not null,
  rule_version integer not null,
  subject      text not null,
  severity     text not null,
  audience     text[] not null,
  facts        json not null,
  source       text not null,
  due          date,
  raised_on    date not null,
  compressed   boolean not null,
  -- {willDo (sealed), by, role, organisation, on} and the like
  acknowledged json,
  snoozed      json,
  disputed     json
);
create index alert_case on alert (case_id);

create table task (
  task_id    uuid primary key,
  case_id    uuid not null,
  kind       text not null,
  subject    text not null,
  rule       text not null,
  owner      text not null,
  prison     text,
  due        date,
  compressed boolean not null,
  opened_on  date not null,
  accepted   boolean not null default false
);
create index task_case on task (case_id);

-- Names stay sealed here, and are opened where they are shown.
create table person_name (
  person_id uuid primary key,
  names     json not null
);
create table person_merge (
  removed_id uuid primary key,
  kept_id    uuid not null
);

-- Councils that must not know, by her instruction in any case of hers.
create table must_not_know (
  instruction_id uuid primary key,
  person_id      uuid not null,
  council        text not null
);
create index must_not_know_council on must_not_know (council);
