#!/bin/sh
# The roles that the store expects, as eng/postgres makes them: one that owns the schema, one that the silos work as, and the login that may be either.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v password="$(cat /run/secrets/postgres)" <<'SQL'
CREATE ROLE lert_owner NOLOGIN;
CREATE ROLE lert_app NOLOGIN;
CREATE ROLE lert LOGIN NOINHERIT PASSWORD :'password';
GRANT lert_owner, lert_app TO lert;
CREATE DATABASE lert OWNER lert_owner;
SQL
