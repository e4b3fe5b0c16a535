"""All tables together: importing a module registers its own, and a new module is added here."""

from sqlmodel import SQLModel

from models.tables import (
    access,
    claims,
    commissions,
    gateway,
    ledger,
    notices,
    outbox,
    parties,
    payers,
    people,
    sandbox,
    schema,
    signing,
    sweeps,
    taken,
    terms,
    uploads,
    webhooks,
    withdrawals,
    withholdings,
)

MODULES = (
    access,
    claims,
    commissions,
    gateway,
    ledger,
    notices,
    outbox,
    parties,
    payers,
    people,
    sandbox,
    schema,
    signing,
    sweeps,
    taken,
    terms,
    uploads,
    webhooks,
    withdrawals,
    withholdings,
)
METADATA = SQLModel.metadata
