-- What the figures are compared with: the same columns, constraints and indexes as eventstore.events, and nothing besides.
create schema bench;
create table bench.plain_events (like eventstore.events including all);
create sequence bench.positions owned by bench.plain_events.position;
