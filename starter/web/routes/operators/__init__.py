"""What operators open: the morning, cases, audits, parties, money, the log, and what they look for."""

from starter.web.routes.operators import (
    acts,
    audit_log,
    audits,
    books,
    bulk,
    cases,
    endpoints,
    finding,
    morning,
    parties,
    withdrawals,
)

ROUTERS = (
    morning.router,
    finding.router,
    bulk.router,
    audits.router,
    parties.router,
    withdrawals.router,
    books.router,
    audit_log.router,
    endpoints.router,
    cases.router,
    acts.router,
)
