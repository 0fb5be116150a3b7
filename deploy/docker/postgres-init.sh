#!/bin/sh
# The roles that the store expects, as eng/postgres makes them: one that owns the schema, one that the silos work as, and the login that may be either.
# The image reads its password from the secret while it is root, and hands it on: this script runs as a user who may not.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v password="$POSTGRES_PASSWORD" <<'SQL'
CREATE ROLE lert_owner NOLOGIN;
CREATE ROLE lert_app NOLOGIN;
CREATE ROLE lert LOGIN NOINHERIT PASSWORD :'password';
GRANT lert_owner, lert_app TO lert;
CREATE DATABASE lert OWNER lert_owner ENCODING 'UTF8' TEMPLATE template0;
SQL
