"""What went back of brands' balances: to an account that paid in, and never more than it did."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.money.amounts import yuan
from domain.money.withdrawals.way_back import left_of
from domain.operations.findings import Finding
from gateways.money.payers import paid_in, went_back
from gateways.personal import rows
from models.tables.payers import TopUpPayer
from models.tables.withdrawals import PayoutAccountRow, WithdrawalRow, vendor_number


def payer_findings(session: Session) -> Iterator[Finding]:
    payers = {row.top_up: row for row in session.scalars(select(TopUpPayer))}
    yield from _noted(session, payers)
    brand = col(WithdrawalRow.brand_id)
    of_brands = select(WithdrawalRow).where(brand.is_not(None)).order_by(col(WithdrawalRow.id))
    rows = list(session.scalars(of_brands))
    for row in rows:
        yield from _went_where(session, row, payers.get(row.top_up or ""))
    for brand_id in sorted({row.brand_id or "" for row in rows}):
        left = left_of(paid_in(session, brand_id), went_back(session, brand_id))
        yield from (Finding("payer", f"brand:{brand_id}", yuan(fen)) for fen in left.values() if fen < 0)


def _noted(session: Session, payers: dict[str, TopUpPayer]) -> Iterator[Finding]:
    """Every account that was noted is of a top-up of that brand."""
    for brand_id in sorted({row.brand_id for row in payers.values()}):
        own = {each.top_up for each in paid_in(session, brand_id)}
        strange = [
            row.top_up for row in payers.values() if row.brand_id == brand_id and row.top_up not in own
        ]
        yield from (Finding("payer", f"top_up:{each}") for each in sorted(strange))


def _went_where(session: Session, row: WithdrawalRow, payer: TopUpPayer | None) -> Iterator[Finding]:
    if payer is None or payer.brand_id != row.brand_id:
        yield Finding("payer", row.id)
        return
    numbers = [vendor_number(row.id, each) for each in range(1, row.generation + 1)]
    sent = session.scalars(select(PayoutAccountRow).where(col(PayoutAccountRow.number).in_(numbers[-200:])))
    for each in sent:
        if _told(session, each) != _told(session, payer):
            yield Finding("payer", each.number)


def _told(session: Session, row: PayoutAccountRow | TopUpPayer) -> tuple[str, ...]:
    return row.kind, *(rows.shown(session, row, each) for each in ("account", "holder"))
