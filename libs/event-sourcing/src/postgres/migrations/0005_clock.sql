-- How far the system's clock is ahead of real time. One row that every process follows; it never goes back.

create schema if not exists platform;

create table platform.clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null default 0 check (offset_ms >= 0)
);

insert into platform.clock default values;

create function platform.clock_goes_forwards() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.offset_ms < old.offset_ms then
    raise exception 'The clock goes forwards only.' using errcode = 'check_violation', constraint = 'clock_goes_forwards';
  end if;
  perform pg_notify('ttg_clock', new.offset_ms::text);
  return new;
end
$$;

create trigger clock_goes_forwards before update on platform.clock
for each row execute function platform.clock_goes_forwards();

grant usage on schema platform to {{app_role}};
grant select, update (offset_ms) on platform.clock to {{app_role}};
