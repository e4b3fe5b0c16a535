"""Decisions after a settlement, in the books: the claim's row and its entry are written together.

A key is taken once: the same claim again answers what was written, another one under it is refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.money.postings import divide_hold
from domain.commissions.money.shares import Said, check, recorded
from domain.commissions.ordering.order import Order
from domain.copies import replace
from domain.forms import is_key
from domain.money.amounts import is_amount
from domain.money.claims import (
    Claim,
    ClaimKind,
    Outcome,
    clawback,
    clawback_entry,
    compensation_entry,
    write_off_entry,
)
from domain.money.entries import Division, Entry
from domain.operators import is_operator
from domain.placeholders import left_in
from domain.refusals import Refused
from domain.wording import check_words
from gateways.money.ledger import balance, find_entry, owed, write_entry
from gateways.money.sums import commission_sums
from gateways.refusals import (
    ClaimChanged,
    ClaimIncomplete,
    MoreThanOwed,
    NotAnAmount,
    NotSettled,
    PartyUnclear,
    ShareNotLower,
    ShareUnusable,
    UnknownBrand,
    UnknownCommission,
    UnknownCreator,
)
from gateways.sql.database import lock, reading, writing
from models.tables.claims import ClaimRow
from models.tables.commissions import CommissionRow
from models.tables.ledger import LedgerPosting
from models.tables.parties import Brand, Creator

KEY_MAX, REASON_MAX = 64, 100
PARTIES: dict[str, tuple[type[Creator | Brand], type[UnknownCreator | UnknownBrand]]] = {
    "creator": (Creator, UnknownCreator),
    "brand": (Brand, UnknownBrand),
}


@dataclass(frozen=True)
class Decided:
    """By which operator, why, when."""

    operator: str
    """``operator:ID``."""
    reason: str
    at: datetime

    def claim(
        self,
        key: str,
        kind: ClaimKind,
        party: str,
        fen: int = 0,
        commission_id: str | None = None,
        creator_bps: int | None = None,
    ) -> Claim:
        """Raises ClaimIncomplete."""
        if left := left_in(self.reason) or left_in(self.operator):
            raise Refused("PLACEHOLDER_LEFT", detail=left)
        reasoned = self.reason.strip() and len(self.reason) <= REASON_MAX
        if not (is_key(key) and reasoned and is_operator(self.operator)):
            raise ClaimIncomplete(key[:KEY_MAX] or "-")
        check_words({"operator": self.operator, "reason": self.reason})
        return Claim(key, kind, party, fen, self.operator, self.reason, self.at, commission_id, creator_bps)


class SqlClaims:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def clawback(self, commission_id: str, order: Order, share: int | Said, key: str, by: Decided) -> Outcome:
        """Lower the creator's share of a settled commission. ``order`` is the commission's own, pinned.

        ``share`` in basis points, or as somebody has said it; what is no share is ShareUnusable.

        Raises NotSettled while money is held or none went to the creator, ShareNotLower, and what every
        claim raises: ClaimIncomplete, ClaimChanged.
        """
        said = share if isinstance(share, Said) else Said(bps=share)
        creator_bps = recorded(order, said).bps
        party = f"creator:{order.creator_id}"
        claim = by.claim(key, ClaimKind.CLAWBACK, party, commission_id=commission_id, creator_bps=creator_bps)

        def decide(session: Session) -> tuple[Claim, Entry]:
            lock(session, f"commission:{commission_id}")
            if session.get(CommissionRow, commission_id) is None:
                raise UnknownCommission(commission_id)
            _check_share(order, said)
            (paid, platform_fen), due = _paid(session, commission_id), divide_hold(order, creator_bps)
            if due.creator_fen >= paid.creator_fen:
                raise ShareNotLower(str(creator_bps))
            lock(session, party)  # before the debt: whoever holds the debt waits for no balance
            owed(session, order.creator_id)
            taken = clawback(paid, due, balance(session, party), platform_fen)
            whole = by.claim(key, ClaimKind.CLAWBACK, party, taken.creator_fen, commission_id, creator_bps)
            return whole, clawback_entry(whole, order.creator_id, order.brand_id, taken)

        return self._once(claim, commission_id, decide)

    def compensation(
        self, party: str, fen: int, key: str, by: Decided, commission_id: str | None = None
    ) -> Outcome:
        """The platform pays a creator or a brand. The commission is named for the record only."""
        claim = by.claim(key, ClaimKind.COMPENSATION, party, _above_zero(fen), commission_id)

        def decide(session: Session) -> tuple[Claim, Entry]:
            _check_party(session, party)
            if commission_id is not None and session.get(CommissionRow, commission_id) is None:
                raise UnknownCommission(commission_id)
            return claim, compensation_entry(claim)

        return self._once(claim, None, decide)

    def write_off(self, creator_id: str, fen: int, key: str, by: Decided) -> Outcome:
        """Give up a part of what a creator owes. Raises MoreThanOwed."""
        claim = by.claim(key, ClaimKind.WRITE_OFF, f"creator:{creator_id}", _above_zero(fen))

        def decide(session: Session) -> tuple[Claim, Entry]:
            _check_party(session, claim.party)
            if owed(session, creator_id) < fen:
                raise MoreThanOwed(creator_id)
            return claim, write_off_entry(claim, creator_id)

        return self._once(claim, None, decide)

    def claims(self, commission_id: str = "", party: str = "") -> Sequence[ClaimRow]:
        """In the order they were decided; of one commission, of one party, or all."""
        found = select(ClaimRow).order_by(col(ClaimRow.at), col(ClaimRow.key))
        if commission_id:
            found = found.where(col(ClaimRow.commission_id) == commission_id)
        if party:
            found = found.where(col(ClaimRow.party) == party)
        with reading(self._engine) as session:
            return session.scalars(found).all()

    def _once(
        self, asked: Claim, entry_of: str | None, decide: Callable[[Session], tuple[Claim, Entry]]
    ) -> Outcome:
        with writing(self._engine) as session:
            lock(session, f"claim:{asked.key}")
            known = session.get(ClaimRow, asked.key)
            if known is not None:
                return _known(session, known, asked)
            claim, entry = decide(session)
            session.add(ClaimRow(**vars(claim)))
            write_entry(session, entry, entry_of)
            return Outcome(claim, {posting.account: posting.fen for posting in entry.postings})


def _check_share(order: Order, said: Said) -> None:
    """Raises ShareUnusable, and ShareNotLower for a share below nothing."""
    if said.bps is not None and said.bps < 0:
        raise ShareNotLower(str(said.bps))
    try:
        check(order, said)
    except Refused as refused:
        raise ShareUnusable(refused) from None


def _above_zero(fen: int) -> int:
    if not is_amount(fen):
        raise NotAnAmount(str(fen))
    return fen


def _paid(session: Session, commission_id: str) -> tuple[Division, int]:
    """What each side has, and how much of the creator's the platform itself paid."""
    sums = commission_sums(session, [commission_id]).get(commission_id)
    if sums is None or sums.still_held or sums.to_creators <= 0:
        raise NotSettled(commission_id)
    return Division(sums.to_creators, sums.fee, sums.refunded), max(sums.from_platform, 0)


def _check_party(session: Session, party: str) -> None:
    kind, _, owner = party.partition(":")
    if kind not in PARTIES or not owner:
        raise PartyUnclear(party)
    table, unknown = PARTIES[kind]
    if session.get(table, owner) is None:
        raise unknown(owner)


def claim_of(row: ClaimRow) -> Claim:
    return Claim(**{**row.model_dump(), "kind": ClaimKind(row.kind)})


def _known(session: Session, row: ClaimRow, asked: Claim) -> Outcome:
    """What a clawback takes follows from its share: it is not asked for."""
    claim = claim_of(row)
    same = replace(asked, at=claim.at, fen=claim.fen if claim.kind is ClaimKind.CLAWBACK else asked.fen)
    entry = find_entry(session, f"{claim.kind}:{claim.key}")
    if same != claim or entry is None:
        raise ClaimChanged(asked.key)
    of = select(col(LedgerPosting.account), col(LedgerPosting.fen)).where(
        col(LedgerPosting.entry_id) == entry.id
    )
    return Outcome(claim, {row.account: row.fen for row in session.execute(of)}, new=False)
