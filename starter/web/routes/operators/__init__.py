"""What operators open: the morning, cases, audits, parties, money, the log, and what they look for."""

from fastapi import APIRouter

from starter.web.routes.operators import (
    acts,
    audit_log,
    audits,
    books,
    bulk,
    cases,
    finding,
    morning,
    parties,
    withdrawals,
)

router = APIRouter(include_in_schema=False)
for each in (morning, finding, bulk, audits, parties, withdrawals, books, audit_log, cases, acts):
    router.include_router(each.router)
