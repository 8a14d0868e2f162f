-- What councils' systems say in messages: docs/adr/0024-what-councils-say-in-messages.md.

-- How far each topic was read. Moved in the transaction that puts a message aside, so a crash loses none and repeats none.
create table exchange.answer_offsets (
  topic text not null,
  partition integer not null,
  next_offset bigint not null check (next_offset >= 0),
  moved_at timestamptz not null default now(),
  primary key (topic, partition)
);

-- Messages that were not recorded. What they say is sealed, and gone once one is recorded after all, or after 30 days.
create table exchange.parked_answers (
  -- Also the id of the notice that tells the council of it.
  answer_id uuid primary key,
  -- Whose topic it stood on.
  council text not null,
  -- One of the types that there are; null for any other.
  type text,
  -- refused: the council has to mend it. failed: we have. recorded: a person had it tried again.
  state text not null check (state in ('refused', 'failed', 'recorded')),
  -- As over HTTP.
  status integer not null,
  code text not null,
  received_at timestamptz not null default now(),
  tried_at timestamptz not null default now(),
  tries integer not null default 1,
  sealed json,
  constraint recorded_holds_nothing check (state <> 'recorded' or sealed is null)
);

create index parked_answers_by_age on exchange.parked_answers (received_at);

-- A notice may be about a message of the council itself, and about no referral.
alter table exchange.notices alter column referral_id drop not null;
alter table exchange.notices alter column position drop not null;

grant select, insert, update on exchange.answer_offsets to {{app_role}};
grant select, insert, update, delete on exchange.parked_answers to {{app_role}};
