#!/bin/bash
# One role for Temporal, one for Starmap with its database; neither can read the other's. The image `postgres`
# runs this once, when its data folder is empty.
set -euo pipefail

: "${TEMPORAL_PASSWORD_FILE:?}" "${STARMAP_PASSWORD_FILE:?}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set temporal="$(cat "$TEMPORAL_PASSWORD_FILE")" --set starmap="$(cat "$STARMAP_PASSWORD_FILE")" <<'SQL'
create role temporal login createdb password :'temporal';
create role starmap login password :'starmap';
create database starmap owner starmap encoding 'UTF8' template template0;
revoke connect on database starmap from public;
SQL
