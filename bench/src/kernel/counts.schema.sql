create table counts (
  stream text primary key,
  document jsonb not null
);
