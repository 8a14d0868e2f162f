-- Which days have their checkpoint: one a day, whichever process took it. What can be trusted is the signed file, not this.

create table platform.checkpoints (
  -- In London.
  day date primary key,
  taken_at timestamptz not null,
  position bigint not null,
  events bigint not null,
  -- Hexadecimal, as in the file.
  events_root text not null,
  streams_root text not null
);

grant select, insert on platform.checkpoints to {{app_role}};
