"""What each claim must have moved, by the commission's own order and what stood there at the time."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.money.postings import divide_hold
from domain.commissions.ordering.order import Order
from domain.money.accounts import kind_of
from domain.money.amounts import yuan
from domain.money.claims import (
    Claim,
    ClaimKind,
    clawback,
    clawback_entry,
    compensation_entry,
    write_off_entry,
)
from domain.money.entries import Division, Entry
from domain.operations.findings import Finding
from gateways.money.claims import claim_of
from gateways.operations.audit.books.comparing import differences
from gateways.operations.audit.books.entries import Written
from models.tables.claims import ClaimRow
from models.tables.commissions import CommissionRow
from models.tables.ledger import LedgerEntry, LedgerPosting

CLAIMS = tuple(ClaimKind)
ORDER = TypeAdapter(Order)


def claims_of(session: Session, keys: Sequence[str]) -> dict[str, Claim]:
    """By the key of the entry that each must have."""
    wanted = {key.partition(":")[2] for key in keys if key.startswith(CLAIMS)}
    rows = session.scalars(select(ClaimRow).where(col(ClaimRow.key).in_(sorted(wanted))))
    return {f"{row.kind}:{row.key}": claim_of(row) for row in rows}


def due_of(session: Session, claim: Claim, found: Written, balances: Mapping[str, int]) -> Iterator[Finding]:
    """``balances``: as they stood before it."""
    if not (claim.operator.startswith("operator:") and claim.reason):
        yield Finding("claim", found.key, claim.operator)
    if claim.kind is ClaimKind.CLAWBACK:
        yield from _clawback(session, claim, found, balances)
        return
    kind, _, owner = claim.party.partition(":")
    due = compensation_entry(claim) if claim.kind is ClaimKind.COMPENSATION else write_off_entry(claim, owner)
    if kind not in ("creator", "brand") or (claim.kind is ClaimKind.WRITE_OFF and kind != "creator"):
        yield Finding("claim", found.key, claim.party)
    yield from differences(found, [due], None)


def _clawback(
    session: Session, claim: Claim, found: Written, balances: Mapping[str, int]
) -> Iterator[Finding]:
    order = _order(session, claim.commission_id or "")
    if order is None:
        yield from _unread(claim, found)
        return
    paid, platform_fen = _paid(session, claim.commission_id or "", found.id)
    due = divide_hold(order, claim.creator_bps or 0)
    taken = clawback(paid, due, balances.get(f"creator:{order.creator_id}", 0), platform_fen)
    stands = (claim.party, claim.fen, claim.creator_bps is not None)
    if stands != (f"creator:{order.creator_id}", taken.creator_fen, True) or taken.creator_fen <= 0:
        yield Finding("claim", found.key, f"{claim.party} {yuan(claim.fen)} ≠ {yuan(taken.creator_fen)}")
    entry = clawback_entry(claim, order.creator_id, order.brand_id, taken)
    yield from differences(found, [entry], claim.commission_id)


def _order(session: Session, commission_id: str) -> Order | None:
    record = session.scalar(select(col(CommissionRow.record)).where(col(CommissionRow.id) == commission_id))
    try:
        return ORDER.validate_python((record or {}).get("order"))
    except ValidationError:
        return None


def _unread(claim: Claim, found: Written) -> Iterator[Finding]:
    """Of an order nobody can read: it takes the claim's fen from the claim's party, and gives to a brand."""
    creator = claim.party.partition(":")[2]
    theirs = {f"creator:{creator}", f"clawback:{creator}"}
    taken = sum(-each.fen for each in found.entry.postings if each.account in theirs)
    others = {kind_of(each.account) for each in found.entry.postings if each.account not in theirs}
    if taken != claim.fen or not others <= {"fee", "brand", "compensation"}:
        yield Finding("amount", found.key, f"{yuan(taken)} ≠ {yuan(claim.fen)}")
    same = Entry(found.key, claim.kind, found.entry.postings, claim.at, claim.at)
    yield from differences(found, [same], claim.commission_id)


def _paid(session: Session, commission_id: str, before: int) -> tuple[Division, int]:
    """What the commission's entries had brought each side until then, and what of it the platform paid."""
    kind, account = col(LedgerEntry.kind), col(LedgerPosting.account)
    lines = (
        select(kind, account, col(LedgerPosting.fen))
        .join(LedgerPosting, col(LedgerPosting.entry_id) == col(LedgerEntry.id))
        .where(col(LedgerEntry.commission_id) == commission_id, col(LedgerEntry.id) < before)
    )
    sums = dict.fromkeys(("creator", "fee", "brand", "compensation"), 0)
    for _, name, fen in session.execute(lines.where(kind.not_like("payout%"), kind != "hold")):
        side = {"clawback": "creator"}.get(kind_of(name), kind_of(name))
        if side in sums:
            sums[side] += int(fen)
    return Division(sums["creator"], sums["fee"], sums["brand"]), max(-sums["compensation"], 0)
