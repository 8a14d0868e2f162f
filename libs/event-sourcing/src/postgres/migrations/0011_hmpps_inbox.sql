-- What HMPPS tells, each message kept before it is answered: docs/adr/0020-hmpps-inbox.md. Nothing here says in clear whom it is
-- about: the number stands as a keyed hash, the content is sealed and is gone once it was acted on.

create schema if not exists hmpps;
grant usage on schema hmpps to {{app_role}};

create table hmpps.message (
  id uuid primary key,
  -- A keyed hash of what it says: queues deliver twice, and HMPPS publishes twice.
  dedup_key text not null,
  -- Of SQS, where it came by the queue: to find it in the logs of others.
  message_id text,
  came_by text not null check (came_by in ('queue', 'api')),
  event_type text not null,
  occurred_at timestamptz,
  received_at timestamptz not null default now(),
  -- A keyed hash of the prison number.
  prisoner text,
  -- unknown: of a type that nothing is done about. given-up: for a person to look at.
  state text not null check (state in ('waiting', 'done', 'unknown', 'given-up')),
  -- What came of it, or what it waits for: a code, never a value.
  outcome text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  settled_at timestamptz,
  -- When she moved, where this message counted as a movement: what is older does not undo it.
  moved_at timestamptz,
  times_received integer not null default 1,
  body json,
  constraint message_kept_once unique (dedup_key),
  constraint waiting_is_not_settled check ((state = 'waiting') = (settled_at is null)),
  constraint waiting_has_content check (state <> 'waiting' or body is not null)
);

create index message_due on hmpps.message (next_attempt_at) where state = 'waiting';
create index message_not_settled on hmpps.message (received_at) where state in ('waiting', 'given-up');
create index message_movement on hmpps.message (prisoner, moved_at) where moved_at is not null;
create index message_settled on hmpps.message (settled_at) where settled_at is not null;

grant select, insert, update, delete on hmpps.message to {{app_role}};
