"""Alembic runs this file. It is given an open transaction by ``gateways.sql.migrating`` and opens none."""

from alembic import context

from models.tables.every import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
