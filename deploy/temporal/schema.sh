#!/bin/sh
# Temporal's own two databases, made and brought to the schema of this image's version. Safe to repeat: what is
# there is kept, and only newer versions of the schema are applied. Runs in temporalio/admin-tools.
set -eu

: "${SQL_HOST:?the PostgreSQL host}" "${SQL_USER:?the role that owns the databases}" "${SQL_PASSWORD_FILE:?}"
SQL_PASSWORD=$(cat "$SQL_PASSWORD_FILE")
export SQL_PASSWORD SQL_PLUGIN="${SQL_PLUGIN:-postgres12}" SQL_PORT="${SQL_PORT:-5432}"
versioned=${SCHEMA_FOLDER:-/etc/temporal/schema/postgresql/v12}

prepare() {
    temporal-sql-tool --db "$1" create
    temporal-sql-tool --db "$1" setup-schema -v 0.0
    temporal-sql-tool --db "$1" update-schema -d "$versioned/$2/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
echo 'Temporal 数据库就绪 · Temporal databases ready'
