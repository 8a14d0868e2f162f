#!/bin/sh
# Run once, when the server is made: the roles of the program and its database, as docs/deployment.md has them.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set maintenance="$MAINTENANCE_PASSWORD" <<'SQL'
create role ttg_owner login password :'owner';
create role ttg_app login password :'app';
create role ttg_maintenance login password :'maintenance';
grant ttg_app to ttg_owner;
create database through_the_gate owner ttg_owner;
revoke all on database through_the_gate from public;
grant connect, create, temporary on database through_the_gate to ttg_app;
grant connect on database through_the_gate to ttg_maintenance;
SQL
