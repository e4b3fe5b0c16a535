#!/bin/sh
# The server reads its password from the environment only, so it is put there here, from the secret's file, and
# stands neither in the compose file nor in what `docker inspect` shows. Runs in temporalio/server.
set -eu

: "${POSTGRES_PWD_FILE:?the file with the password}"
POSTGRES_PWD=$(cat "$POSTGRES_PWD_FILE")
export POSTGRES_PWD
exec "${ENTRYPOINT:-/etc/temporal/entrypoint.sh}"
