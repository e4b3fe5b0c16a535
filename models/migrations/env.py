"""Alembic runs this file. It is given an open transaction by ``gateways.database`` and never opens one."""

from alembic import context
from sqlmodel import SQLModel

from models.tables import (
    claims,
    commissions,
    ledger,
    notices,
    outbox,
    parties,
    sandbox,
    schema,
    sweeps,
    withdrawals,
)

TABLES = (claims, commissions, ledger, notices, outbox, parties, sandbox, schema, sweeps, withdrawals)
"""Importing a module registers its tables; a new module is added here."""

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
